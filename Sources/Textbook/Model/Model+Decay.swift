import Conformance
import Dialects
import PythonPatterns

extension Model {
  /// Whether there is a weight decay at all: not in Adam unless it is given (rule R-ADAM-1).
  var hasDecay: Bool {
    if testCase.optimizer == .adamW || makes(.adamDecays) { return true }
    if makes(.adamDecayIgnored) { return false }
    return isDefault(.weightDecay) ? makes(.adamDecaysByDefault) : arguments.weightDecay != nil
  }

  /// Rule R-DECAY-1, on all elements of a variable.
  func decay(_ i: Int, _ gradient: StepGradient<Format>?) {
    let touched = makes(.sparseRowsDecayedOnly) ? elements(of: gradient?.rows, in: i) : nil
    let factors = decayFactors(of: i)
    if factors.weightDecay.operand == 0, makes(.decayOfZeroSkipped) { return }
    if factors.weightDecay.operand < 0, makes(.decayOfNegativeSkipped) { return }
    let alpha = makes(.decayTimesAlpha) ? scalars(of: i).alpha : nil
    for e in variables[i].weight.indices where touched?.contains(e) ?? true {
      let w = variables[i].weight[e]
      variables[i].weight[e] = decayed(w, factors, alpha, variables[i].initialWeight[e]).stored
    }
    observe(.decayed, i, variables[i].weight)
  }

  private func decayed(_ w: N, _ factors: DecayFactors<Format>, _ alpha: N?, _ initial: N) -> N {
    let (wd, lr) = (factors.weightDecay, factors.rate)
    if makes(.decayWithoutRate) { return w - w * wd }
    if let alpha { return w - w * wd * alpha }
    if makes(.decayTimesSquaredRate) { return w - w * factors * lr }
    if makes(.decayHalved) { return w - w * factors * Number(constant: 0.5, w.format) }
    if makes(.decayDoubled) { return w - w * factors * Number(constant: 2, w.format) }
    if makes(.decayAdded) { return w + w * factors }
    if makes(.decayOfSign) {
      return w - Number(w.value == 0 ? 0 : Format.Carrier(signOf: w.value, magnitudeOf: 1), w.format)
        * factors
    }
    if makes(.decayTowardsStart) { return w - (w - initial) * factors }
    if makes(.decayIgnored) { return w }
    if makes(.decayAsOneFactor) { return w * (.one(w.format) - lr * wd) }
    if !isGraph, makes(.decayConstantsFirst) { return w - w * (lr * wd) }
    if makes(.decayRateFirst) { return w - w * lr * wd }
    if makes(.decayFused) { return w.minusFused(factors) }
    return w - w * factors
  }

  /// The constant `weight_decay` (rule R-CONST-1).
  private func decayConstant(_ format: Format) -> N {
    var decay = arguments.weightDecay ?? 0.004
    if isDefault(.weightDecay), makes(.defaultDecayOfPyTorch) { decay = 0.01 }
    if isDefault(.weightDecay), makes(.defaultDecayZero) { decay = 0 }
    if isDefault(.weightDecay), makes(.defaultDecayOfOptax) { decay = 1e-4 }
    if !isDefault(.weightDecay), makes(.weightDecayArgumentIgnored) { decay = 0.004 }
    if makes(.decayDirect) { return Number(constant: decay, format) }
    return format.throughFloat32(decay, dialect).inScalar(format)
  }

  /// Rules R-DECAY-1 and R-GRAPH-DECAY.
  private func decayFactors(of i: Int) -> DecayFactors<Format> {
    let format = variables[i].format
    let isAtStart = makes(.decayAtInitialRate)
    let rate = isAtStart ? initialRate(format) : learningRate(format)
    var factors = DecayFactors(weightDecay: decayConstant(format), rate: rate)
    if isGraph, !makes(.decayInEagerOrder), multipliesSmallFirst(i) {
      let joint = format.dtype == .float32 && !makes(.decayBesideSchedule)
      let scheduled = joint ? scheduledDecay(factors.weightDecay, isAtStart: isAtStart) : nil
      factors.product = scheduled ?? factors.weightDecay * rate
    }
    return factors
  }

  /// Whether a graph multiplies the decay's factors before the weight (rule R-GRAPH-DECAY).
  private func multipliesSmallFirst(_ i: Int) -> Bool {
    let dtype = variables[i].format.dtype
    let isScalar = variables[i].shape.isEmpty
    if rateIsConstant, dtype.bitWidth > 16 || makes(.decayConstantsMeetIn16Bits),
      !(isScalar && makes(.decayOfConstantRateByRank))
    {
      return true
    }
    if isScalar { return makes(.decayOfScalarsJoint) }
    guard variables[i].count == 1 else { return true }
    return dtype == .float32 && rateIsProduct
      ? makes(.decayOfOneElementJoint) : !makes(.decayOfOneElementAsScalar)
  }

  /// What somebody subtracts who adds the decay of the old weight to the update.
  func weightDecay(of i: Int, _ s: StepScalars<Format>) -> [N]? {
    guard variables[i].decays, hasDecay else { return nil }
    var factors = decayFactors(of: i)
    if makes(.decayInsideUpdateTimesAlpha) {
      factors = DecayFactors(weightDecay: factors.weightDecay, rate: s.alpha)
    }
    return variables[i].weight.map { $0 * factors }
  }

  /// The gradient of an L2 penalty, which is what weight decay is not.
  func withDecay(_ gradient: StepGradient<Format>, of i: Int) -> StepGradient<Format> {
    guard variables[i].decays, hasDecay else { return gradient }
    let weightDecay = decayConstant(variables[i].format)
    var result = gradient
    for e in result.elements.indices {
      result.elements[e] =
        result.elements[e] + (variables[i].weight[e] * weightDecay).cast(to: gradient.format)
    }
    return result
  }

  func addDecay(to gradients: inout [StepGradient<Format>?]) {
    for i in gradients.indices where !variables[i].isOverwritten {
      gradients[i] = gradients[i].map { withDecay(dense($0, of: i), of: i) }
    }
  }

  // MARK: Exclusions

  /// Rules R-DECAY-3 and R-DECAY-4.
  func exclude() throws(Refused) {
    guard let exclusion = testCase.exclusion else { return }
    if !exclusion.variables.isEmpty { enter("R-DECAY-3") }
    if !exclusion.variableNames.isEmpty { enter("R-DECAY-4") }
    for index in exclusion.variables {
      guard variables.indices.contains(index) else { throw Refused(.invalidArgument, "var_list") }
      if !makes(.excludedVariablesForgotten) { variables[index].decays = false }
    }
    var patterns = exclusion.variableNames
    if !exclusion.variables.isEmpty, makes(.variablesReplaceNames) { patterns = [] }
    if makes(.firstPatternOnly) { patterns = Array(patterns.prefix(1)) }
    for i in variables.indices {
      let name = variables[i].name
      var excluded = false
      for pattern in patterns where !(pattern.isEmpty && makes(.emptyPatternIgnored)) {
        if try finds(pattern, in: name) { excluded = true }
      }
      if excluded, !makes(.excludedNamesForgotten) { variables[i].decays = false }
      if !exclusion.variableNames.isEmpty, makes(.namesReplaceVariables) { variables[i].decays = !excluded }
      if makes(.exclusionInverted) { variables[i].decays.toggle() }
    }
    if makes(.allExcludedIsNone), !variables.contains(where: \.decays) {
      for i in variables.indices { variables[i].decays = true }
    }
  }

  private func finds(_ pattern: String, in name: String) throws(Refused) -> Bool {
    if makes(.patternsLiteral) { return name.contains(pattern) }
    if makes(.patternsEqualNames) { return name == pattern }
    var searched = name
    if makes(.patternsOnLastPart) { searched = String(name.split(separator: "/").last ?? "") }
    if !makes(.patternsWithoutSuffix) { searched += ":0" }
    do {
      let regex = try Pattern(pattern, ignoresCase: makes(.patternsIgnoreCase))
      if makes(.patternsMatchWhole) { return try regex.isFound(in: name, .whole) }
      if makes(.patternsMatchWholeWithSuffix) { return try regex.isFound(in: searched, .whole) }
      if makes(.patternsMatchStart) { return try regex.isFound(in: searched, .beginning) }
      return try regex.isFound(in: searched)
    } catch {
      throw Refused(.invalidArgument, "var_names")
    }
  }
}
