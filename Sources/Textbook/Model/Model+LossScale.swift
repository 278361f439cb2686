import Conformance
import Dialects

/// The scale of a loss scale optimizer, and the number of finite steps since it changed.
struct LossScaleState<Format: NumberFormat> {
  var scale: Number<Format>
  var counter: Int
}

extension Model {
  /// A call of `apply`, through the loss scale optimizer if there is one.
  func applyScaled(_ given: [[Gradient]]) throws(Refused) {
    if given.allSatisfy(\.isEmpty) {
      if makes(.emptyListCounts) { raw += 1 }
      if var state = lossScale {
        for early in [true, false] { grow(&state, early: early) }
        lossScale = state
      }
      if makes(.emptyListRepeatsLast) { try apply([variables.indices.map { lastGradients[$0] }]) }
      return
    }
    trace(for: given)
    if testCase.lossScaleOptimizer != nil { try checkScattered(given) }
    var replicas = given.map { $0.map { StepGradient<Format>($0, dialect) } }
    guard var state = lossScale else {
      try check(given, replicas)
      return try apply(replicas)
    }
    if !isFinite(replicas, given) {
      try checkSkipped(given, by: state.scale)
      halve(&state)
      lossScale = state
      if makes(.nonFiniteScaledStepTaken) { try applyDivided(&replicas, given, by: state.scale) }
      if makes(.skippedScaledStepCounts) { raw += 1 }
      return
    }
    grow(&state, early: true)
    try applyDivided(
      &replicas, given, by: makes(.dividedByNewScale) ? state.scale : lossScale?.scale ?? state.scale)
    grow(&state, early: false)
    lossScale = state
  }

  private func applyDivided(
    _ replicas: inout [[StepGradient<Format>?]], _ given: [[Gradient]], by scale: N
  ) throws(Refused) {
    divide(&replicas, by: scale)
    try check(given, replicas)
    try apply(replicas)
  }

  func divide(_ replicas: inout [[StepGradient<Format>?]], by scale: N) {
    for replica in replicas.indices {
      for i in replicas[replica].indices where i < variables.count {
        if variables[i].isOverwritten, !makes(.overwrittenDividedByScale) { continue }
        replicas[replica][i] = replicas[replica][i].map { divided($0, by: scale) }
      }
    }
  }

  /// Rule R-LOSS-SCALE-1.
  private func divided(_ gradient: StepGradient<Format>, by scale: N) -> StepGradient<Format> {
    if makes(.scaleNotDivided) { return gradient }
    let format =
      makes(.dividedInGradientDType) || gradient.format.dtype == .float64
      ? gradient.format : Format(.float32, dialect)
    let scale = scale.cast(to: format.scalar)
    return gradient.cast(to: format).map { g in
      if makes(.scaleMultiplied) { return g * scale }
      if makes(.scaleByReciprocal) { return g * (.one(format) / scale) }
      return g / scale
    }
  }

  /// Rule R-LOSS-SCALE-2.
  private func halve(_ state: inout LossScaleState<Format>) {
    let half = Number(constant: makes(.scaleQuartered) ? 0.25 : 0.5, state.scale.format)
    if !makes(.scaleNotHalved) { state.scale = state.scale * half }
    if makes(.scaleAtLeastOne) { state.scale = maximum(state.scale, .one(state.scale.format)) }
    if !makes(.scaleCounterNotReset) { state.counter = 0 }
  }

  /// Rule R-LOSS-SCALE-3: after the step, not before.
  private func grow(_ state: inout LossScaleState<Format>, early: Bool) {
    if early != makes(.dividedByNewScale) { return }
    if makes(.scaleCountsUpdatesOnly), isAccumulating, raw % cycle != 0 { return }
    var steps = testCase.lossScaleOptimizer?.dynamicGrowthSteps ?? 2000
    if testCase.lossScaleOptimizer?.dynamicGrowthSteps == nil, makes(.defaultGrowthSteps) { steps = 1000 }
    if makes(.growthStepsIgnored) { steps = 2000 }
    if makes(.scaleGrowsOneLate) { steps += 1 }
    if makes(.scaleGrowsOneEarly) { steps = max(1, steps - 1) }
    guard state.counter == steps - 1 else { return state.counter += 1 }
    let factor = Number(constant: 2, state.scale.format)
    if !makes(.scaleNotDoubled) { state.scale = state.scale * factor }
    if makes(.scaleBounded) {
      state.scale = minimum(state.scale, Number(constant: 0x1p24, state.scale.format))
    }
    state.counter = makes(.growthCounterNotReset) ? state.counter + 1 : 0
  }

  /// Rules R-LOSS-SCALE-5 and R-REPLICA-6: what is looked at.
  private func isFinite(_ replicas: [[StepGradient<Format>?]], _ given: [[Gradient]]) -> Bool {
    let seen = makes(.scaleLooksAtAllReplicas) ? replicas : Array(replicas.prefix(1))
    return seen.allSatisfy { gradients in
      gradients.indices.allSatisfy { i in
        guard let gradient = gradients[i] else { return true }
        if i < variables.count, variables[i].isOverwritten, makes(.overwrittenNotLookedAt) { return true }
        if makes(.infinityNotSeen) { return !gradient.elements.contains(where: \.isNaN) }
        return visible(gradient).allSatisfy(\.isFinite)
      }
    }
  }

  /// Of rows with one index only the last.
  private func visible(_ gradient: StepGradient<Format>) -> [N] {
    guard let rows = gradient.rows, !rows.isEmpty, !makes(.scaleLooksAtAllRows) else {
      return gradient.elements
    }
    let width = gradient.elements.count / rows.count
    var last: [Int: Int] = [:]
    for (k, row) in rows.enumerated() { last[row] = k }
    return last.values.flatMap { gradient.elements[$0 * width..<($0 + 1) * width] }
  }
}
