import Conformance
import Dialects

extension Model {
  /// One call of `apply`, on one replica or on several at once (section 3; rule R-APPLY-1).
  func apply(_ given: [[StepGradient<Format>?]]) throws(Refused) {
    var replicas = given
    if makes(.counterMovesFirst) { raw += 1 }
    defer {
      if let lateRate { storedRate = lateRate }
      lateRate = nil
    }
    overwriteVariables(&replicas)
    try checkStages(of: replicas)
    if makes(.missingKeepsLastGradient) {
      replicas[0] = replicas[0].indices.map { replicas[0][$0] ?? lastGradients[$0] }
    }
    let present = variables.indices.filter { replicas[0][$0] != nil }
    if present.isEmpty, !makes(.overwrittenCallAverages) {
      count(updates: isUpdateStep)
      return
    }
    if !replicas.allSatisfy(areFinite), makes(.nonFiniteCallIgnored) { return }
    if replicas.allSatisfy(areZero), makes(.zeroCallIgnored) { return }
    if given[0].contains(where: { $0 == nil }) { enter("R-APPLY-2") }
    if isAccumulating { enter("R-ACCUMULATE-5") }
    let updates = isUpdateStep
    for replica in replicas.indices {
      if replica > 0, makes(.replicasFirstOnly) { break }
      if makes(.replicasAddedFirst) {
        if replica > 0 { break }
        replicas[0] = added(replicas)
      }
      try process(&replicas[replica], replica, updates: updates)
    }
    for (i, gradient) in replicas[0].enumerated() { lastGradients[i] = gradient }
    if updates, areFinite(unclipped) || !makes(.nonFiniteMeanSkipped) {
      let gradients = makes(.replicasFirstOnly) || makes(.replicasAddedFirst) ? replicas[0] : added(replicas)
      if makes(.averageBeforeUpdate) { moveAverages(present, updates: true) }
      update(gradients, present)
      emptyAccumulators(present)
    } else if !updates, makes(.decayOnMicroSteps) {
      for i in present where variables[i].decays { decay(i, replicas[0][i]) }
    }
    let overwritesFirst = arguments.useEMA && makes(.overwritingBeforeAverage)
    if overwritesFirst { overwriteWithAverages(present, updates: updates) }
    if !(updates && makes(.averageBeforeUpdate)) { moveAverages(present, updates: updates) }
    if !overwritesFirst { overwriteWithAverages(present, updates: updates) }
    constrain(present, updates: updates)
    count(updates: updates)
    if replicas.count > 1, makes(.replicasCountTwice) { count(updates: updates) }
  }

  /// What happens to the gradients of one replica before they are followed.
  private func process(
    _ gradients: inout [StepGradient<Format>?], _ replica: Int, updates: Bool
  ) throws(Refused) {
    self.replica = replica
    defer { self.replica = 0 }
    if makes(.missingAsZeros) || makes(.missingAsZerosOnceUpdated) { fillMissing(&gradients) }
    if makes(.clippedBeforeUnscaling) || makes(.clippedFirstOfOneCall) && !isAccumulating {
      try clip(&gradients)
    }
    if !makes(.unscaledAfterClipping) { unscale(&gradients, updates: updates) }
    if isAccumulating {
      if makes(.clippedOnMicroSteps) { try clip(&gradients) }
      if updates { takeMeans(&gradients, replica) } else { accumulate(gradients, replica) }
    }
    guard updates else { return }
    if makes(.decayAsL2BeforeClipping) { addDecay(to: &gradients) }
    unclipped = gradients
    if !makes(.clippedBeforeUnscaling), !(makes(.clippedFirstOfOneCall) && !isAccumulating),
      !(isAccumulating && makes(.clippedOnMicroSteps))
    {
      try clip(&gradients)
    }
    if makes(.unscaledAfterClipping) { unscale(&gradients, updates: updates) }
  }

  /// The decay of all weights, then the updates of all (rules R-APPLY-1, R-DECAY-2).
  private func update(_ gradients: [StepGradient<Format>?], _ present: [Int]) {
    let present = updated(gradients)
    if !areFinite(gradients), makes(.nonFiniteStepSkipped) { return }
    if !areFinite(unclipped), makes(.nonFiniteMeanDropped) { return }
    let isElsewhere =
      makes(.decayAfterUpdate) || makes(.decayInsideUpdate) || makes(.decayInsideUpdateTimesAlpha)
      || makes(.decayAsL2) || makes(.decayAsL2BeforeClipping)
    if !isElsewhere, hasDecay {
      for i in decayed(present) { decay(i, gradients[i]) }
    }
    withMoments(of: present) {
      for (place, i) in present.enumerated() {
        guard let gradient = gradients[i] else { continue }
        update(i, gradient, place: place)
      }
    }
    if makes(.decayAfterUpdate), hasDecay {
      for i in decayed(present) { decay(i, gradients[i]) }
    }
  }

  /// The variables that are updated: those that have a gradient (rule R-APPLY-2).
  private func updated(_ gradients: [StepGradient<Format>?]) -> [Int] {
    let trained = gradients.indices.filter { !variables[$0].isOverwritten }
    var updated = trained.filter { gradients[$0] != nil }
    if let missing = trained.first(where: { gradients[$0] == nil }), makes(.loopStopsAtMissing) {
      updated.removeAll { $0 > missing }
    }
    if makes(.lastVariableSkipped) { updated.removeAll { $0 == variables.count - 1 } }
    updated.removeAll { !variables[$0].decays && makes(.excludedNotUpdated) }
    return updated
  }

  private func decayed(_ present: [Int]) -> [Int] {
    (makes(.decayOfMissing) ? Array(variables.indices) : present).filter {
      if variables[$0].isOverwritten { return false }
      if variables[$0].shape.count < 2, makes(.decayOfMatricesOnly) { return false }
      if variables[$0].isBias, makes(.decayOfBiasesSkipped) { return false }
      if $0 > 0, makes(.decayOfFirstOnly) { return false }
      return variables[$0].decays || makes(.exclusionIgnored)
    }
  }

  private func fillMissing(_ gradients: inout [StepGradient<Format>?]) {
    for i in gradients.indices where gradients[i] == nil && !variables[i].isOverwritten {
      if variables[i].updates == 0, !makes(.missingAsZeros) { continue }
      gradients[i] = StepGradient(variables[i].zeros, variables[i].format)
    }
  }

  /// Whether all elements are numbers, which Keras does not ask (rule R-APPLY-3).
  private func areFinite(_ gradients: [StepGradient<Format>?]) -> Bool {
    gradients.allSatisfy { $0?.elements.allSatisfy(\.isFinite) ?? true }
  }

  private func areZero(_ gradients: [StepGradient<Format>?]) -> Bool {
    gradients.allSatisfy { $0?.elements.allSatisfy { $0.operand == 0 } ?? true }
  }

  // MARK: Counting

  /// Rules R-ACCUMULATE-6, R-ACCUMULATE-1.
  var cycle: Int {
    let n = Int(arguments.gradientAccumulationSteps ?? 0)
    return n > 0 && !makes(.accumulationIgnored) ? n : 1
  }
  var isAccumulating: Bool { (arguments.gradientAccumulationSteps ?? 0) > 0 && cycle > 1 }

  var isUpdateStep: Bool {
    guard isAccumulating else { return true }
    if makes(.updatesFirstInCycle) { return raw % cycle == 0 }
    if makes(.updatesOneCallLate) { return raw > 0 && raw % cycle == 0 }
    if makes(.updatesOneCallEarly) { return (raw + 2) % cycle == 0 }
    if makes(.cyclesOneLonger) { return (raw + 1) % (cycle + 1) == 0 }
    if restoredRaw % cycle != 0, makes(.cycleBeginsAgain) { return (raw - restoredRaw + 1) % cycle == 0 }
    return (raw + 1) % cycle == 0
  }

  /// Rule R-ACCUMULATE-5.
  var iterations: Int { (makes(.iterationsCountPresentCall) ? raw + 1 : raw) / cycle }

  /// Rule R-APPLY-3.
  private func count(updates: Bool) {
    if isAccumulating, !updates, makes(.microStepsNotCounted) { return }
    if !makes(.counterMovesFirst) { raw += 1 }
    if makes(.counterOfInt32), raw > Int(Int32.max) { raw = Int(Int32.min) }
  }
}
