import Conformance
import Dialects

extension Model {
  /// Rules R-STATE-1 and R-OVERWRITE-4.
  func buildSlots() throws(Refused) {
    for i in variables.indices {
      let zeros = variables[i].zeros
      if isAccumulating || (arguments.gradientAccumulationSteps ?? 0) > 0 {
        variables[i].accumulators = [zeros]
      }
      variables[i].accumulatorsAtStart = zeros
      if variables[i].isOverwritten { continue }
      variables[i].momentum = zeros
      variables[i].velocity = makes(.velocityBeginsAtOne) ? zeros.map { $0 + .one($0.format) } : zeros
      if arguments.amsgrad || isDefault(.amsgrad) && makes(.defaultAmsgradOn) {
        variables[i].velocityHat = zeros
      }
      if arguments.useEMA {
        variables[i].average = makes(.averageFromInitialWeights) ? variables[i].weight : zeros
      }
    }
    if let given = testCase.lossScaleOptimizer {
      let initial = given.initialScale ?? (makes(.defaultInitialScale) ? 65536 : 32768)
      let format = Format(.float32, dialect).scalar
      let scale = Number(constant: initial, format)
      if scale.operand <= 0, makes(.scaleOfZeroRefused) { throw Refused(.invalidArgument, "initial_scale") }
      lossScale = LossScaleState(
        scale: makes(.initialScaleNotFlushed) ? scale : Number(scale.operand, format), counter: 0)
    }
  }

  /// Rule R-STATE-2.
  func restore(_ state: State) throws(Refused) {
    if let iterations = state.iterations, !makes(.initialCounterIgnored) {
      if !(0...(1 << 62)).contains(iterations) { throw Refused(.invalidArgument, "iterations") }
      raw = iterations
      if cycle > 1, makes(.counterRestoredAsUpdates) { raw = iterations &* cycle }
      if raw > 0, makes(.counterRestoredOneAhead) { raw += 1 }
      if makes(.counterOfFloat32) { raw = Int(Float(raw)) }
      for i in variables.indices {
        (variables[i].updates, variables[i].seen) = (self.iterations, raw % cycle)
      }
      restoredRaw = raw
      if raw > 0, makes(.stepNumberNotRestored) { stepsLost = self.iterations }
    }
    if let rate = state.learningRate?.values.first, !makes(.initialRateIgnored) {
      if case .number = arguments.learningRate { storedRate = rate } else { throw .argument(.learningRate) }
    }
    if var own = lossScale {
      if let scale = state.lossScale?.values.first, !makes(.initialLossScaleIgnored) {
        own.scale = Number(Format.Carrier(scale), own.scale.format)
      }
      own.counter = makes(.initialScaleCounterIgnored) ? 0 : state.stepCounter ?? 0
      lossScale = own
    }
    if makes(.initialSlotsIgnored) { return }
    for (slot, tensors) in state.slots where !forgets(slot) {
      for (i, tensor) in tensors.enumerated() where i < variables.count {
        guard let tensor else { continue }
        let elements = tensor.bits.map(variables[i].format.number)
        guard elements.count == variables[i].count else { throw Refused(.invalidArgument, slot.rawValue) }
        variables[i].restored.insert(slot)
        switch slot {
        case .momentum: variables[i].momentum = elements
        case .velocity: variables[i].velocity = elements
        case .velocityHat:
          let velocity = makes(.initialVelocityHatOfVelocity) ? state.slots[.velocity]?[i] : nil
          variables[i].velocityHat = velocity?.bits.map(variables[i].format.number) ?? elements
        case .average: variables[i].average = elements
        case .gradientAccumulator:
          variables[i].accumulators = [elements]
          variables[i].accumulatorsAtStart = elements
        }
      }
    }
    for i in variables.indices where makes(.momentsExchangedOnLoad) && !variables[i].isOverwritten {
      (variables[i].momentum, variables[i].velocity) = (variables[i].velocity, variables[i].momentum)
    }
  }

  private func forgets(_ slot: State.Slot) -> Bool {
    switch slot {
    case .momentum: makes(.initialMomentumIgnored)
    case .velocity: makes(.initialVelocityIgnored)
    case .velocityHat: makes(.initialVelocityHatIgnored)
    case .average: makes(.initialAverageIgnored)
    case .gradientAccumulator: makes(.initialAccumulatorIgnored)
    }
  }

  /// Rule R-CHECKPOINT-1: what is saved is there again.
  func checkpoint() {
    enter("R-CHECKPOINT-1")
    enter("R-STATE-3")
    enter("R-CONFIG-1")
    if case .schedule = arguments.learningRate { enter("R-CONFIG-3") } else { enter("R-CONFIG-2") }
    if makes(.configurationLostAtCheckpoint) { arguments.loseNumbers() }
    if case .schedule = arguments.learningRate, makes(.scheduleOfConfigurationLost) {
      let rate = Double(learningRate(Format(.float32, dialect)).value)
      arguments.learningRate = .number(rate)
      storedRate = rate
    }
    if makes(.counterLostAtCheckpoint) { raw = 0 }
    if makes(.counterSavedAsUpdates) { raw = iterations * cycle }
    if makes(.stepNumberLostAtCheckpoint) { stepsLost = iterations }
    if makes(.rateOfConfigurationLost), case .number(let rate) = arguments.learningRate {
      storedRate = Double(Float(rate))
    }
    if makes(.scaleLostAtCheckpoint), let given = testCase.lossScaleOptimizer {
      lossScale?.scale = Number(constant: given.initialScale ?? 32768, Format(.float32, dialect).scalar)
    }
    if makes(.scaleCounterLostAtCheckpoint) { lossScale?.counter = 0 }
    for i in variables.indices {
      let zeros = variables[i].zeros
      if makes(.exclusionLostAtCheckpoint) { variables[i].decays = true }
      if makes(.accumulatorsLostAtCheckpoint) {
        variables[i].accumulators = variables[i].accumulators.map { _ in zeros }
      }
      if makes(.emptyAccumulatorLostAtCheckpoint), zeros.isEmpty { variables[i].accumulators = [] }
      if makes(.averageLostAtCheckpoint), variables[i].average != nil { variables[i].average = zeros }
      if variables[i].isOverwritten { continue }
      if makes(.momentsLostAtCheckpoint) { (variables[i].momentum, variables[i].velocity) = (zeros, zeros) }
      if makes(.velocityHatLostAtCheckpoint), variables[i].velocityHat != nil {
        variables[i].velocityHat = zeros
      }
      if makes(.momentsExchangedAtCheckpoint) {
        (variables[i].momentum, variables[i].velocity) = (variables[i].velocity, variables[i].momentum)
      }
    }
    if makes(.averagesAndAccumulatorsExchanged) { exchangeAveragesAndAccumulators() }
  }

  /// What a state of before 3.10 becomes when it is read by place: the averages and accumulators came in turn.
  private func exchangeAveragesAndAccumulators() {
    let holders = variables.indices.filter {
      variables[$0].average != nil && !variables[$0].accumulators.isEmpty
    }
    guard holders.count == variables.count, !holders.isEmpty else { return }
    let saved = holders.map { variables[$0].average ?? [] } + holders.map { variables[$0].accumulators[0] }
    for (place, i) in holders.enumerated() {
      let (average, accumulator) = (saved[2 * place % saved.count], saved[(2 * place + 1) % saved.count])
      guard average.count == variables[i].count, accumulator.count == variables[i].count else { return }
      variables[i].average = average
      variables[i].accumulators[0] = accumulator
    }
  }

  var counters: Counters {
    Counters(
      iterations: makes(.stateCountsUpdates) ? iterations : raw, stepCounter: lossScale.map(\.counter))
  }

  /// The state as the protocol reports it.
  var state: State {
    let counters = counters
    var state = State(iterations: counters.iterations)
    if let storedRate {
      state.learningRate = Tensor(.float32, bits: [DType.float32.bits(nearestTo: storedRate)])
    }
    if let lossScale {
      state.lossScale = Tensor(.float32, bits: [lossScale.scale.bits])
      state.stepCounter = counters.stepCounter
    }
    func report(_ slot: State.Slot, _ isThere: Bool = true, _ elements: (Trained<Format>) -> [N]?) {
      guard isThere else { return }
      state.slots[slot] = variables.map { variable in
        let isExtra = variable.isOverwritten && makes(.overwrittenHasSlots)
        return (elements(variable) ?? (isExtra ? variable.zeros : nil)).map {
          Tensor(variable.format.dtype, bits: $0.map(\.bits))
        }
      }
    }
    report(.momentum) { $0.momentum }
    report(.velocity) { $0.velocity }
    report(.velocityHat, arguments.amsgrad) { $0.velocityHat }
    report(.average, arguments.useEMA) { $0.average }
    report(.gradientAccumulator, (arguments.gradientAccumulationSteps ?? 0) > 0) { $0.accumulators.first }
    return state
  }
}

extension Model {
  /// The variables' values.
  var values: [Tensor] {
    variables.map { Tensor($0.format.dtype, bits: $0.weight.map(\.bits)) }
  }
}
