import Conformance
import Dialects

extension Model {
  private var one: N { float32(1) }

  /// Rule R-SCHEDULE-EXPONENTIAL.
  func exponential(_ given: Schedule.ExponentialDecay, _ k: N) -> N {
    enter("R-SCHEDULE-EXPONENTIAL")
    enter("R-POWER-1")
    let rate = float32(given.initialLearningRate)
    let p = staircase(
      makes(.exponentialStepsIgnored) ? k : k / float32(given.decaySteps), given.staircase)
    if makes(.exponentialOfProduct) {
      return rate * float32(2.718281828459045).power(-(float32(given.decayRate) * p))
    }
    return rate * float32(given.decayRate).power(p)
  }

  /// Rule R-SCHEDULE-INVERSE-TIME.
  func inverseTime(_ given: Schedule.InverseTimeDecay, _ k: N) -> N {
    enter("R-SCHEDULE-INVERSE-TIME")
    let rate = float32(given.initialLearningRate)
    let p = staircase(k / float32(given.decaySteps), given.staircase)
    let decay = float32(given.decayRate)
    if makes(.inverseTimeOfRoot) { return rate / (one + decay * p).squareRoot }
    if makes(.inverseTimeStepsIgnored) { return rate / (one + decay * k) }
    return rate / (one + decay * p)
  }

  private func staircase(_ p: N, _ given: Bool?) -> N {
    guard given ?? makes(.defaultStaircaseOn) || makes(.staircaseAlways), !makes(.staircaseIgnored) else {
      return p
    }
    if makes(.staircaseRounded) { return (p + float32(0.5)).floor }
    return makes(.staircaseOneAhead) ? p.ceiling : p.floor
  }

  /// Rule R-SCHEDULE-PIECEWISE.
  func piecewise(_ given: Schedule.PiecewiseConstantDecay, _ step: Int) -> N {
    enter("R-SCHEDULE-PIECEWISE")
    let last = given.boundaries.map(boundary)
    let values = given.values.map { float32($0) }
    guard let end = values.last, last.count == values.count - 1 else { return float32(0) }
    let isIn: (Int, Int) -> Bool = self.makes(.boundaryBeginsNext) ? { $0 < $1 } : { $0 <= $1 }
    if makes(.piecewiseSearched) {
      return last.firstIndex { isIn(step, $0) }.map { values[$0] } ?? end
    }
    var rate = float32(0)
    func add(_ value: N, when applies: Bool) { rate = rate + float32(applies ? 1 : 0) * value }
    for i in values.indices {
      let isAfter = i == 0 || !isIn(step, last[i - 1])
      let isBefore = i == last.count || isIn(step, last[i])
      // The first and the last are added before those between.
      if i == 0 { add(values[0], when: isBefore) }
      if i == 0, last.count > 0 { add(end, when: !isIn(step, last[last.count - 1])) }
      if i > 0, i < last.count { add(values[i], when: isAfter && isBefore) }
    }
    return rate
  }

  private func boundary(_ given: Double) -> Int {
    if let whole = Int(exactly: given) { return whole }
    if makes(.boundariesRoundedDown) { return Int(exactly: given.rounded(.down)) ?? .min }
    if makes(.boundariesCutAsDoubles) { return Int(exactly: given.rounded(.towardZero)) ?? .min }
    if makes(.boundariesRounded) { return Int(exactly: given.rounded()) ?? .min }
    return Int(exactly: Float(given).rounded(.towardZero)) ?? .min
  }

  /// Rule R-SCHEDULE-POLYNOMIAL.
  func polynomial(_ given: Schedule.PolynomialDecay, _ k: N) -> N {
    enter("R-SCHEDULE-POLYNOMIAL")
    enter("R-POWER-1")
    let rate = float32(given.initialLearningRate)
    let end = float32(given.endLearningRate ?? (makes(.defaultEndRateZero) ? 0 : 0.0001))
    let power = float32(makes(.polynomialPowerIgnored) ? 1 : given.power ?? (makes(.defaultPowerTwo) ? 2 : 1))
    let steps = float32(given.decaySteps)
    var (k, d) = (k, steps)
    if given.cycle ?? false, !makes(.cycleIgnored) {
      let cycles: N =
        makes(.cycleBeginsAtEnd)
        ? (k / steps).floor + one : k.value == 0 ? one : (k / steps).ceiling
      d = steps * cycles
    } else if !makes(.polynomialNotBounded) {
      k = minimum(k, d)
    }
    let p = k / d
    if makes(.polynomialOfPower) { return (rate - end) * (one - p.power(power)) + end }
    if makes(.polynomialEndIgnored) { return rate * (one - p).power(power) }
    if makes(.polynomialEndAdded) { return rate * (one - p).power(power) + end }
    return (rate - end) * (one - p).power(power) + end
  }

  private var defaultAlpha: Double { makes(.defaultAlphaTenth) ? 0.1 : 0 }
  private var pi: N { float32(makes(.piRoundedDown) ? Double(Float(bitPattern: 0x4049_0fda)) : Double.pi) }

  /// Rule R-SCHEDULE-COSINE.
  func cosine(_ given: Schedule.CosineDecay, _ k: N) -> N {
    enter("R-SCHEDULE-COSINE")
    let rate = float32(given.initialLearningRate)
    let steps = float32(given.decaySteps)
    let alpha = makes(.cosineAlphaIgnored) ? 0 : given.alpha ?? defaultAlpha
    let (a, a1) = (
      float32(alpha), makes(.cosineOneMinusAlphaInFloat32) ? one - float32(alpha) : float32(1 - alpha)
    )
    func decay(_ k: N, from start: N) -> N {
      let c = float32(makes(.cosineNotHalved) ? 1 : 0.5) * (one + (pi * (k / steps)).cosine)
      if makes(.cosineAlphaAsRate) { return (start - a) * c + a }
      return start * (a1 * c + a)
    }
    guard let target = given.warmupTarget, !makes(.warmupIgnored) else {
      return decay(makes(.cosineNotBounded) ? k : minimum(k, steps), from: rate)
    }
    let (peak, warmup) = (float32(target), float32(given.warmupSteps ?? 0))
    let bound = makes(.warmupWithinDecaySteps) ? steps : steps + warmup
    let k = makes(.cosineNotBounded) ? k : minimum(k, bound)
    let isWarming = makes(.warmupOneLonger) ? k.operand <= warmup.operand : k.operand < warmup.operand
    if isWarming {
      if makes(.warmupFromZero) { return peak * (k / warmup) }
      if makes(.warmupOneAhead) { return (peak - rate) * ((k + one) / warmup) + rate }
      return (peak - rate) * (k / warmup) + rate
    }
    return decay(
      makes(.decayDuringWarmup) ? k : k - warmup, from: makes(.warmupTargetForgotten) ? rate : peak)
  }

  /// Rule R-SCHEDULE-COSINE-RESTARTS.
  func cosineRestarts(_ given: Schedule.CosineDecayRestarts, _ k: N) -> N {
    enter("R-SCHEDULE-COSINE-RESTARTS")
    enter("R-POWER-1")
    let period = float32(
      makes(.restartPeriodIgnored) ? 1 : given.periodFactor ?? (makes(.defaultPeriodFactorOne) ? 1 : 2))
    let peak = float32(
      makes(.restartPeakIgnored) ? 1 : given.peakFactor ?? (makes(.defaultPeakFactorHalf) ? 0.5 : 1))
    let alpha = makes(.restartAlphaIgnored) ? 0 : given.alpha ?? defaultAlpha
    let (a, a1) = (
      float32(alpha), makes(.restartOneMinusAlphaInDouble) ? float32(1 - alpha) : one - float32(alpha)
    )
    var f = k / float32(given.firstDecaySteps)
    var i: N
    if makes(.restartsIgnored) {
      (i, f) = (float32(0), minimum(f, one))
    } else if period.operand == 1 {
      i = f.floor
      f = f - i
    } else {
      i = ((one - f * (one - period)).logarithm / period.logarithm).floor
      if makes(.restartsOnTime) {
        while restart(i + one, period).operand <= f.operand { i = i + one }
        while i.value > 0, restart(i, period).operand > f.operand { i = i - one }
      }
      f = (f - restart(i, period)) / period.power(i)
    }
    let height = makes(.restartPeaksAdded) ? one + i * (peak - one) : peak.power(i)
    let c = float32(0.5) * height * (one + (pi * f).cosine)
    let rate = float32(given.initialLearningRate)
    if makes(.cosineAlphaAsRate) { return (rate - a) * c + a }
    return rate * (a1 * c + a)
  }

  /// Where restart number `i` is, in first periods.
  private func restart(_ i: N, _ period: N) -> N { (one - period.power(i)) / (one - period) }
}
