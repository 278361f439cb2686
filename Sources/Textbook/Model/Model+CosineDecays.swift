import Conformance
import Dialects

extension Model {
  private var defaultAlpha: Double { makes(.defaultAlphaTenth) ? 0.1 : 0 }
  private var pi: N { float32(makes(.piRoundedDown) ? Double(Float(bitPattern: 0x4049_0fda)) : Double.pi) }

  /// Rules R-SCHEDULE-COSINE and R-GRAPH-COSINE.
  func cosine(_ given: Schedule.CosineDecay, _ k: N, _ factor: N?) -> N {
    enter("R-SCHEDULE-COSINE")
    let rate = float32(given.initialLearningRate)
    let steps = float32(given.decaySteps)
    let alpha = makes(.cosineAlphaIgnored) ? 0 : given.alpha ?? defaultAlpha
    let (a, a1) = (
      float32(alpha), makes(.cosineOneMinusAlphaInFloat32) ? one - float32(alpha) : float32(1 - alpha)
    )
    func decay(_ angle: N, from start: N) -> N {
      let c = float32(makes(.cosineNotHalved) ? 1 : 0.5) * (one + angle.cosine)
      if makes(.cosineAlphaAsRate) { return (start - a) * c + a }
      return start * (a1 * c + a)
    }
    guard let target = given.warmupTarget, !makes(.warmupIgnored) else {
      let k = makes(.cosineNotBounded) ? k : minimum(k, steps)
      return decay(angle(k, steps), from: rate.scaled(by: factor))
    }
    let (peak, warmup) = (float32(target), float32(given.warmupSteps ?? 0))
    let bound = makes(.warmupWithinDecaySteps) ? steps : steps + warmup
    let k = makes(.cosineNotBounded) ? k : minimum(k, bound)
    let isWarming = makes(.warmupOneLonger) ? k.operand <= warmup.operand : k.operand < warmup.operand
    if isWarming {
      if makes(.warmupFromZero) { return (peak * (k / warmup)).scaled(by: factor) }
      let k = makes(.warmupOneAhead) ? k + one : k
      let p = divided(k, byUnknown: warmup, unless: .warmupByReciprocal)
      return ((peak - rate) * p + rate).scaled(by: factor)
    }
    let p = divided(
      makes(.decayDuringWarmup) ? k : k - warmup, byUnknown: steps, unless: .warmedCosineByReciprocal)
    return decay(pi * p, from: makes(.warmupTargetForgotten) ? rate : peak).scaled(by: factor)
  }

  /// What the cosine is taken of where no warm-up hides the constants from a graph.
  private func angle(_ k: N, _ steps: N) -> N {
    if !isGraph || makes(.cosineByDivision) { return pi * (k / steps) }
    if makes(.cosineConstantsApart) { return pi * (k * (one / steps)) }
    return k * (pi * (one / steps))
  }

  /// Rules R-SCHEDULE-COSINE-RESTARTS and R-GRAPH-COSINE-RESTARTS.
  func cosineRestarts(_ given: Schedule.CosineDecayRestarts, _ k: N, _ factor: N?) -> N {
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
    var f = divided(k, byConstant: float32(given.firstDecaySteps), unless: .restartsByDivision)
    var i: N
    if makes(.restartsIgnored) {
      (i, f) = (float32(0), minimum(f, one))
    } else if period.operand == 1 {
      i = f.floor
      f = f - i
    } else {
      i =
        divided(
          (one - f * (one - period)).logarithm, byConstant: period.logarithm,
          unless: .restartLogarithmByDivision
        ).floor
      if makes(.restartsOnTime) {
        while restart(i + one, period).operand <= f.operand { i = i + one }
        while i.value > 0, restart(i, period).operand > f.operand { i = i - one }
      }
      f = divided(
        f - restart(i, period), byUnknown: period.power(i), unless: .restartPlaceByReciprocal)
    }
    let height = makes(.restartPeaksAdded) ? one + i * (peak - one) : peak.power(i)
    let wave = one + (pi * f).cosine
    let rate = float32(given.initialLearningRate)
    if makes(.cosineAlphaAsRate) {
      return ((rate - a) * (float32(0.5) * height * wave) + a).scaled(by: factor)
    }
    return product(rate.scaled(by: factor), a1, a, height, wave)
  }

  /// A rate between alpha and 1, times the initial one.
  private func product(_ rate: N, _ a1: N, _ a: N, _ height: N, _ wave: N) -> N {
    let half = float32(0.5)
    if !isGraph || makes(.restartsInEagerOrder) { return rate * (a1 * (half * height * wave) + a) }
    if a.operand == 0, !makes(.restartsToZeroAsOthers) { return wave * (height * (rate * half)) }
    if makes(.restartConstantsApart) { return rate * (a1 * (wave * (height * half)) + a) }
    return rate * (wave * (height * (a1 * half)) + a)
  }

  /// Where restart number `i` is, in first periods.
  private func restart(_ i: N, _ period: N) -> N {
    divided(one - period.power(i), byConstant: one - period, unless: .restartSumByDivision)
  }
}
