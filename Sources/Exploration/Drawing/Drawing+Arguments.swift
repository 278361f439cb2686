import Conformance

extension Drawing {
  /// Arguments of which each is there more often than not, as far as the ports have what it stands for.
  mutating func arguments() -> Arguments {
    var arguments = Arguments()
    if random.chance(percent: 80) { arguments.given[.learningRate] = learningRate() }
    if random.chance(percent: 70) {
      arguments.given[.weightDecay] = .number(
        random.chance(percent: 10) ? 0 : random.number(exponents: -10 ... -1))
    }
    if random.chance(percent: 70) { arguments.given[.beta1] = beta(depth: 6) }
    if random.chance(percent: 70) { arguments.given[.beta2] = beta(depth: 12) }
    if random.chance(percent: 70) {
      arguments.given[.epsilon] = .number(random.chance(percent: 5) ? 0 : random.number(exponents: -30...0))
    }
    if has(.amsgrad), random.chance(percent: 35) { arguments.given[.amsgrad] = .flag(true) }
    if random.chance(percent: 50) { addClipping(to: &arguments) }
    if has(.ema), random.chance(percent: 40) { addAverages(to: &arguments) }
    if has(.lossScaleFactor), random.chance(percent: 25) {
      arguments.given[.lossScaleFactor] = lossScaleFactor()
    }
    if has(.gradientAccumulation), random.chance(percent: 35) {
      arguments.given[.gradientAccumulationSteps] = random.pick([
        .null, .number(0), .number(2), .number(2), .number(3), .number(4),
      ])
    }
    // Of other cases a port that lacks something is asked next to none.
    if capabilities.lacks.contains(.weightDecay) { arguments.given[.weightDecay] = .number(0) }
    if capabilities.lacks.contains(.biasCorrection), random.chance(percent: 70) {
      (arguments.given[.beta1], arguments.given[.beta2]) = (.number(0), .number(0))
    }
    return arguments
  }

  private mutating func learningRate() -> Arguments.Value {
    if random.chance(percent: 30), let schedule = schedule() { return .schedule(schedule) }
    let isCallable = has(.callableLearningRate) && random.chance(percent: 15)
    let number = random.number(exponents: -13...0)
    return isCallable ? .callable(number) : .number(number)
  }

  private mutating func beta(depth: Int) -> Arguments.Value {
    let isCallable = has(.callableBeta) && random.chance(percent: 10)
    let number = random.chance(percent: 5) ? 0 : random.beta(depth: depth)
    return isCallable ? .callable(number) : .number(number)
  }

  private mutating func addClipping(to arguments: inout Arguments) {
    let clips = [
      (name: Arguments.Name.clipnorm, feature: Feature.clipnorm),
      (.clipvalue, .clipvalue),
      (.globalClipnorm, .globalClipnorm),
    ]
    .filter { has($0.feature) }
    if clips.isEmpty { return }
    let name = random.pick(clips).name
    let isOff = random.chance(percent: 5)
    arguments.given[name] =
      isOff ? random.pick([.number(0), .number(-1), .null]) : .number(random.number(exponents: -5...4))
  }

  private mutating func addAverages(to arguments: inout Arguments) {
    arguments.given[.useEMA] = .flag(true)
    if random.chance(percent: 70) {
      let isPlain = random.chance(percent: 75)
      arguments.given[.emaMomentum] = .number(isPlain ? random.pick([0, 1, 0.5]) : random.fraction())
    }
    if random.chance(percent: 60) {
      arguments.given[.emaOverwriteFrequency] = random.pick([
        .null, .number(0), .number(1), .number(2), .number(3),
      ])
    }
  }

  private mutating func lossScaleFactor() -> Arguments.Value {
    let isPlain = random.chance(percent: 67)
    return .number(isPlain ? random.pick([128, 1024]) : random.number(exponents: -3...6))
  }
}
