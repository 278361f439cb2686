import Conformance
import Dialects

extension Model {
  /// Rules R-CLIP-*: which of the three is on.
  func clip(_ gradients: inout [StepGradient<Format>?]) throws(Refused) {
    var trained = gradients.indices.filter {
      gradients[$0] != nil && (!variables[$0].isOverwritten || makes(.overwrittenInGlobalNorm))
    }
    if makes(.clippedFirstVariableOnly) { trained = Array(trained.prefix(1)) }
    let clipnorm = isDefault(.clipnorm) && makes(.defaultClipnormOne) ? 1 : arguments.clipnorm
    if let limit = on(clipnorm) {
      enter("R-CLIP-NORM-1")
      if makes(.clipnormIgnored) { return }
      if makes(.clipnormAsGlobal) { return clipGlobalNorm(&gradients, trained, limit) }
      if makes(.clipnormOfAll) { return clipNormOfAll(&gradients, trained, limit) }
      clipNorms(&gradients, trained, limit)
    } else if let limit = on(arguments.globalClipnorm) {
      enter("R-CLIP-GLOBAL-1")
      if makes(.globalClipnormIgnored) { return }
      if Set(trained.compactMap { gradients[$0]?.format.dtype }).count > 1, !makes(.mixedGlobalNormTaken) {
        throw Refused(.invalidGradients, "grads", by: "R-ERROR-GRADIENTS")
      }
      if makes(.globalNormByVariable) {
        clipNorms(&gradients, trained, limit)
      } else {
        clipGlobalNorm(&gradients, trained, limit)
      }
    } else if let limit = on(arguments.clipvalue) {
      enter("R-CLIP-VALUE-1")
      if makes(.clipvalueIgnored) || makes(.updateClipped) { return }
      if makes(.clipvalueByNorm) {
        clipNorms(&gradients, trained, limit)
      } else {
        for i in trained { gradients[i] = gradients[i].map { clipValues($0, of: i, limit) } }
      }
    } else {
      return
    }
    for i in trained { observe(.gradientClipped, i, gradients[i]?.elements) }
  }

  /// Rule R-CLIP-OFF-1.
  func on(_ limit: Double?) -> Double? {
    guard let limit else { return nil }
    if limit == 0, makes(.clipZeroIsOn) { return 0 }
    if limit < 0, makes(.clipNegativeIsOn) { return limit }
    if limit > 0, limit < 0x1p-126, makes(.clipTinyIsOff) { return nil }
    return limit > 0 ? limit : nil
  }

  private func norm(_ q: N) -> N { q.operand > 0 ? q.squareRoot : q }

  /// What is taken for a norm: Keras' is Euclid's.
  private enum Norm { case euclidean, notRooted, magnitudes, largest }

  private var normOfOne: Norm {
    if makes(.normOfMagnitudes) || makes(.clipnormOfMagnitudes) { return .magnitudes }
    if makes(.normOfLargest) || makes(.clipnormOfLargest) { return .largest }
    return makes(.normNotRooted) || makes(.clipnormNotRooted) ? .notRooted : .euclidean
  }

  private var normOfAll: Norm {
    if makes(.normOfMagnitudes) || makes(.globalNormOfMagnitudes) { return .magnitudes }
    if makes(.normOfLargest) || makes(.globalNormOfLargest) { return .largest }
    return makes(.normNotRooted) || makes(.globalNormNotRooted) ? .notRooted : .euclidean
  }

  private func sumOfSquares(_ x: [N], _ format: Format, for norm: Norm) -> N {
    if norm == .magnitudes { return total(x.map { Number(abs($0.value), format) }, format) }
    if norm == .largest { return x.reduce(.zero(format)) { maximum($0, Number(abs($1.value), format)) } }
    if makes(.normSquaresFused) { return x.reduce(.zero(format)) { $0.plusFused($1, $1) } }
    return total(x.map { $0 * $0 }, format)
  }

  private func clipNorms(_ gradients: inout [StepGradient<Format>?], _ present: [Int], _ limit: Double) {
    var before: [N] = []
    for i in present { gradients[i] = gradients[i].map { clipNorm($0, of: i, limit, &before) } }
  }

  /// Rules R-CLIP-NORM-1, R-CLIP-NORM-2, R-SPARSE-3; the norms of the variables before it are noted.
  private func clipNorm(
    _ gradient: StepGradient<Format>, of i: Int, _ limit: Double, _ before: inout [N]
  ) -> StepGradient<Format> {
    let format = gradient.format
    let c = Number(constant: limit, format)
    var gradient = gradient
    if makes(.sparseNormDense) { gradient = dense(gradient, of: i) }
    if makes(.clipnormByElement) { return clipValue(gradient, limit) }
    if makes(.clipnormByRow), variables[i].shape.count > 1 { return clipRows(gradient, of: i, c) }
    var elements = gradient.elements
    if makes(.negativeRowsNotNormed) { elements = elementsOfRows(gradient, of: i) }
    if makes(.sparseNormOfSums) { elements = dense(gradient, of: i).elements }
    var q = sumOfSquares(elements, format, for: normOfOne)
    if makes(.clipnormOfMeanSquare) { q = q / Number(constant: Double(max(elements.count, 1)), format) }
    let own = normOfOne == .euclidean ? norm(q) : q
    let norm = norm(own, after: before)
    before.append(own)
    observe(.norm, i, [norm])
    return gradient.map { clipped($0, norm, c) }
  }

  /// The norm that clips a variable: its own, not one of those before it.
  private func norm(_ own: N, after before: [N]) -> N {
    guard let first = before.first, let last = before.last else {
      return makes(.clipnormOfVariableBefore) ? .zero(own.format) : own
    }
    if makes(.clipnormOfFirst) { return first.cast(to: own.format) }
    if makes(.clipnormOfVariableBefore) { return last.cast(to: own.format) }
    if makes(.clipnormOfSumSoFar) {
      return before.reduce(own * own) { $0 + ($1 * $1).cast(to: own.format) }.squareRoot
    }
    return own
  }

  /// The elements of the rows that the variable has.
  private func elementsOfRows(_ gradient: StepGradient<Format>, of i: Int) -> [N] {
    guard let rows = gradient.rows else { return gradient.elements }
    let width = max(variables[i].width, 1)
    return gradient.elements.enumerated().filter { rows[$0.offset / width] >= 0 }.map(\.element)
  }

  private func clipped(_ g: N, _ norm: N, _ c: N) -> N {
    let norm =
      makes(.normPlusEpsilon)
      ? norm + Number(constant: 1e-6, c.format)
      : makes(.normPlusSmallEpsilon) ? norm + Number(constant: 1e-7, c.format) : norm
    if makes(.clipAlwaysScales) { return g * c / norm }
    if makes(.clipAlwaysScalesButZeros) { return norm.operand > 0 ? g * c / norm : g }
    if makes(.clipLeavesSmallAlone), norm.operand <= c.operand { return g }
    if makes(.clipnormFactorFirst) { return g * (c / maximum(norm, c)) }
    if makes(.clipWithoutThreshold) { return g / maximum(norm, .one(c.format)) }
    if makes(.clipSkipsNonFinite), !norm.isFinite { return g }
    if makes(.clipDropsLarge) { return norm.operand > c.operand ? .zero(g.format) : g }
    if norm.operand == 0, makes(.clipnormOfZeroIsNaN) { return Number(.nan, g.format) }
    if makes(.clipnormWithoutProduct) { return g / maximum(norm, c) }
    if makes(.clipnormOfSmaller) { return g * c / minimum(norm, c) }
    let divisor = makes(.nanLostByClipnorm) && norm.isNaN ? c : maximum(norm, c)
    return g * c / divisor
  }

  private func clipRows(_ gradient: StepGradient<Format>, of i: Int, _ c: N) -> StepGradient<Format> {
    let width = max(variables[i].width, 1)
    var result = gradient
    for row in stride(from: 0, to: gradient.elements.count, by: width) {
      let range = row..<row + width
      let q = sumOfSquares(Array(gradient.elements[range]), gradient.format, for: normOfOne)
      let norm = normOfOne == .euclidean ? norm(q) : q
      for e in range { result.elements[e] = clipped(gradient.elements[e], norm, c) }
    }
    return result
  }

  private func clipNormOfAll(_ gradients: inout [StepGradient<Format>?], _ present: [Int], _ limit: Double) {
    guard let format = present.compactMap({ gradients[$0]?.format }).first else { return }
    let sums = present.compactMap { gradients[$0] }.map { sumOfSquares($0.elements, format, for: .euclidean) }
    let (norm, c) = (norm(total(sums, format)), Number(constant: limit, format))
    for i in present { gradients[i] = gradients[i].map { $0.map { clipped($0, norm, c) } } }
  }

  /// Rules R-CLIP-GLOBAL-1 to R-CLIP-GLOBAL-3, R-SPARSE-4.
  private func clipGlobalNorm(_ gradients: inout [StepGradient<Format>?], _ present: [Int], _ limit: Double) {
    guard let format = present.compactMap({ gradients[$0]?.format }).first else { return }
    var sums: [N] = []
    for i in makes(.globalNormByName)
      ? present.sorted(by: { variables[$0].name < variables[$1].name }) : present
    {
      guard let gradient = gradients[i] else { continue }
      sums.append(sumForGlobalNorm(gradient, of: i))
    }
    var q = total(sums, format)
    if makes(.globalNormOfNorms) { q = total(sums.map(norm), format) }
    if normOfAll == .largest { q = sums.reduce(.zero(format), maximum) }
    if makes(.globalNormOfLast) { q = sums.last ?? .zero(format) }
    if makes(.globalNormMean) { q = q / Number(constant: Double(max(sums.count, 1)), format) }
    if makes(.globalNormOfMeanSquare) {
      let count = present.reduce(0) { $0 + (gradients[$1]?.elements.count ?? 0) }
      q = q / Number(constant: Double(max(count, 1)), format)
    }
    var norm = makes(.globalNormOfNorms) || normOfAll != .euclidean ? q : q.squareRoot
    if makes(.globalNormPlusEpsilon) { norm = norm + Number(constant: 1e-6, format) }
    let c = Number(constant: limit, format)
    let f = globalFactor(norm, c, limit)
    for i in present {
      observe(.norm, i, [norm])
      guard let gradient = gradients[i] else { continue }
      if makes(.clipLeavesSmallAlone), norm.operand <= c.operand { continue }
      if makes(.sparseGlobalStaysSparse) {
        gradients[i] = gradient.map { $0 * f }
      } else {
        gradients[i] = dense(gradient, of: i).map { $0 * f }
      }
    }
  }

  private func sumForGlobalNorm(_ gradient: StepGradient<Format>, of i: Int) -> N {
    if makes(.sparseGlobalNormOfSums) {
      return sumOfSquares(dense(gradient, of: i).elements, gradient.format, for: normOfAll)
    }
    if gradient.rows == nil || makes(.sparseGlobalNormOfRows) {
      return sumOfSquares(elementsOfRows(gradient, of: i), gradient.format, for: normOfAll)
    }
    return total(dense(gradient.map { $0 * $0 }, of: i).elements, gradient.format)
  }

  private func globalFactor(_ norm: N, _ c: N, _ limit: Double) -> N {
    let format = norm.format
    if makes(.globalClipSkipsNonFinite), !norm.isFinite { return .one(format) }
    let b = Number(constant: 1 / limit, format)
    var f = c * minimum(.one(format) / norm, b)
    if makes(.globalClipAlwaysScales) { f = c / norm }
    if makes(.globalClipWithoutProduct) { f = minimum(.one(format) / norm, b) }
    if makes(.globalClipWithoutThreshold) { f = minimum(.one(format) / norm, .one(format)) }
    if makes(.globalFactorOfQuotient) { f = norm.operand > c.operand ? c / norm : .one(format) }
    if norm.operand == 0, makes(.globalNormOfZeroIsNaN) { return Number(.nan, format) }
    if makes(.globalNanNotSpread) { return f }
    return f + (norm - norm)
  }

  /// Rules R-CLIP-VALUE-1, R-CLIP-VALUE-2, R-SPARSE-3.
  private func clipValues(
    _ gradient: StepGradient<Format>, of i: Int, _ limit: Double
  ) -> StepGradient<Format> {
    if !gradient.elements.allSatisfy(\.isFinite), makes(.clipvalueSkipsNonFinite) { return gradient }
    if gradient.rows != nil, makes(.sparseClipvalueDense) {
      return clipValue(dense(gradient, of: i), limit)
    }
    return clipValue(gradient, limit)
  }

  private func clipValue(_ gradient: StepGradient<Format>, _ limit: Double) -> StepGradient<Format> {
    let c = Number(constant: limit, gradient.format)
    return gradient.map { g in
      if g.isNaN, makes(.nanLostByClipvalue) { return -c }
      if makes(.clipvalueLosesSign) { return abs(g.operand) > c.operand ? c : g }
      if makes(.clipvalueAboveOnly) { return minimum(g, c) }
      if makes(.clipvalueBelowOnly) { return maximum(g, -c) }
      if makes(.clipvalueDropsLarge) { return abs(g.operand) > c.operand ? .zero(g.format) : g }
      if makes(.clipvalueHalf) { return maximum(minimum(g, c), .zero(c.format)) }
      return maximum(minimum(g, c), -c)
    }
  }
}
