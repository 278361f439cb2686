import Conformance
import Dialects

extension Model {
  /// Rules R-CONSTRAINT-1 and R-CONSTRAINT-2.
  func constrain(_ present: [Int], updates: Bool) {
    if makes(.constraintsIgnored) || !updates && makes(.constraintsOnUpdatesOnly) { return }
    for i in makes(.constraintsOnAll) ? Array(variables.indices) : present where !variables[i].isOverwritten {
      project(i)
    }
  }

  /// What a constraint makes of a variable.
  func project(_ i: Int) {
    guard let constraint = variables[i].constraint else { return }
    let (format, w) = (variables[i].format, variables[i].weight)
    switch constraint {
    case .nonNeg:
      enter("R-CONSTRAINT-NONNEG")
      variables[i].weight = w.indices.map { notNegative(w[$0], at: $0, of: w.count) }
    case .maxNorm(let given):
      enter("R-CONSTRAINT-MAXNORM")
      scale(i, given.axes) { self.maxNorm($0, given, format) }
    case .unitNorm(let given):
      enter("R-CONSTRAINT-UNITNORM")
      let norms = norms(i, given.axes)
      for e in w.indices {
        let norm = norms[e]
        if makes(.unitNormOfZeroKept), norm.value == 0 { continue }
        variables[i].weight[e] = (w[e] / divisor(norm)).stored
      }
    case .minMaxNorm(let given):
      enter("R-CONSTRAINT-MINMAXNORM")
      scale(i, given.axes) { self.minMaxNorm($0, given, format) }
    case .unknown: break
    }
    observe(.constrained, i, variables[i].weight)
  }

  /// Rule R-CONSTRAINT-NONNEG.
  private func notNegative(_ w: N, at index: Int, of count: Int) -> N {
    let zero = N.zero(w.format)
    if makes(.nonNegOfMagnitude) { return Number(abs(w.value), w.format) }
    if makes(.nonNegAsProduct) { return w * Number(constant: w.operand >= 0 ? 1 : 0, w.format) }
    return larger(w, zero, at: index, of: count)
  }

  private func scale(_ i: Int, _ axes: Axes?, by factor: (N) -> N?) {
    let norms = norms(i, axes)
    for e in variables[i].weight.indices {
      guard let factor = factor(norms[e]) else { continue }
      variables[i].weight[e] = (variables[i].weight[e] * factor).stored
    }
  }

  private func divisor(_ norm: N) -> N {
    if makes(.constraintEpsilonMissing) { return norm }
    if makes(.constraintEpsilonInsideRoot) {
      return (norm * norm + Number(constant: 1e-7, norm.format)).squareRoot
    }
    return Number(constant: 1e-7, norm.format) + norm
  }

  /// Rule R-CONSTRAINT-MAXNORM.
  private func maxNorm(_ norm: N, _ given: Constraint.MaxNorm, _ format: Format) -> N? {
    let limit = Number(constant: given.maxValue ?? (makes(.defaultMaxNormOne) ? 1 : 2), format)
    if makes(.maxNormLeavesSmallAlone), !(norm.operand > limit.operand) { return nil }
    if makes(.maxNormAlwaysScales) { return limit / divisor(norm) }
    let zero = N.zero(format)
    return maximum(minimum(norm, limit), zero) / divisor(norm)
  }

  /// Rule R-CONSTRAINT-MINMAXNORM.
  private func minMaxNorm(_ norm: N, _ given: Constraint.MinMaxNorm, _ format: Format) -> N? {
    let rate = makes(.minMaxRateIgnored) ? 1 : given.rate ?? (makes(.defaultMinMaxRateHalf) ? 0.5 : 1)
    var d = makes(.minMaxUpperIgnored) ? norm : minimum(norm, Number(constant: given.maxValue ?? 1, format))
    if !makes(.minMaxLowerIgnored) { d = maximum(d, Number(constant: given.minValue ?? 0, format)) }
    d = Number(constant: rate, format) * d + Number(constant: 1 - rate, format) * norm
    return d / divisor(norm)
  }

  /// The norms along some axes, by default the first, of the run of elements that each element is in.
  private func norms(_ i: Int, _ given: Axes?) -> [N] {
    let (shape, rank) = (variables[i].shape, variables[i].shape.count)
    var axes: Set<Int> =
      switch given {
      case nil: [makes(.defaultConstraintAxisLast) ? rank - 1 : 0]
      case .all: Set(0..<rank)
      case .one(let axis): [axis < 0 ? axis + rank : axis]
      case .several(let several): Set(several.map { $0 < 0 ? $0 + rank : $0 })
      }
    if axes.isEmpty, makes(.noAxesMeanAll) { axes = Set(0..<rank) }
    if makes(.constraintAxisIgnored) { axes = Set(0..<rank) }
    if makes(.constraintAxesReversed) { axes = Set(axes.map { rank - 1 - $0 }) }
    let squares = variables[i].weight.map { $0 * $0 }
    let sums = AxisSums(shape, axes, joined: !makes(.runsOfSingleAxes))
    let totals = sums.add(squares, variables[i].format, self).map(\.squareRoot)
    return sums.place.map { totals[$0] }
  }
}
