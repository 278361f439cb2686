import Conformance

extension Drawing {
  /// Arguments of which each is there more often than not, as far as the ports have what it stands for.
  mutating func arguments() -> Arguments {
    var given: [Arguments.Name: Arguments.Value] = [:]
    if random.chance(0.8) { given[.learningRate] = learningRate() }
    if random.chance(0.7) {
      given[.weightDecay] = .number(random.chance(0.1) ? 0 : random.number(0x1p-10, 0.7))
    }
    for (name, low) in [(Arguments.Name.beta1, 0x1p-6), (.beta2, 0x1p-11)] where random.chance(0.7) {
      let beta = random.chance(0.05) ? 0 : random.beta(below1By: low)
      given[name] = has(.callableBeta) && random.chance(0.1) ? .callable(beta) : .number(beta)
    }
    if random.chance(0.7) { given[.epsilon] = .number(random.chance(0.05) ? 0 : random.number(0x1p-30, 1)) }
    if has(.amsgrad), random.chance(0.35) { given[.amsgrad] = .flag(true) }
    let clips = [
      (Arguments.Name.clipnorm, Feature.clipnorm), (.clipvalue, .clipvalue),
      (.globalClipnorm, .globalClipnorm),
    ]
    .filter { has($0.1) }
    if !clips.isEmpty, random.chance(0.5) {
      let off = random.pick([0, -1.0])
      given[random.pick(clips).0] = .number(random.chance(0.05) ? off : random.number(0x1p-5, 20))
    }
    if has(.ema), random.chance(0.4) { addAverages(to: &given) }
    if has(.lossScaleFactor), random.chance(0.25) {
      given[.lossScaleFactor] = .number(random.pick([128, 1024, random.number(0x1p-3, 99)]))
    }
    if has(.gradientAccumulation), random.chance(0.35) {
      given[.gradientAccumulationSteps] = random.pick([
        .null, .number(0), .number(2), .number(2), .number(3), .number(4),
      ])
    }
    return Arguments(given)
  }

  private mutating func addAverages(to given: inout [Arguments.Name: Arguments.Value]) {
    given[.useEMA] = .flag(true)
    if random.chance(0.7) { given[.emaMomentum] = .number(random.pick([0, 1, 0.5, random.unit()])) }
    if random.chance(0.6) {
      given[.emaOverwriteFrequency] = random.pick([.null, .number(0), .number(1), .number(2), .number(3)])
    }
  }

  private mutating func learningRate() -> Arguments.Value {
    if random.chance(0.3), let schedule = schedule() { return .schedule(schedule) }
    let number = random.number(0x1p-13, 1)
    return has(.callableLearningRate) && random.chance(0.15) ? .callable(number) : .number(number)
  }

  /// Gives arguments that Keras refuses.
  mutating func spoil(_ arguments: inout Arguments) {
    let refused: [[Arguments.Name: Arguments.Value]] = [
      [.clipnorm: .number(1), .clipvalue: .number(1)],
      [.gradientAccumulationSteps: .number(1)],
      [.useEMA: .flag(true), .emaMomentum: .number(1.5)],
      [.useEMA: .flag(true), .emaOverwriteFrequency: .number(-2)],
      [.weightDecay: .null],
    ]
    arguments.given.merge(random.pick(refused)) { $1 }
  }
}
