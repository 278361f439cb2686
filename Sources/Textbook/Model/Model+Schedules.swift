import Conformance
import Dialects

extension Model {
  var one: N { float32(1) }

  /// Rule R-SCHEDULE-EXPONENTIAL.
  func exponential(_ given: Schedule.ExponentialDecay, _ k: N, _ factor: N?) -> N {
    enter("R-SCHEDULE-EXPONENTIAL")
    enter("R-POWER-1")
    let rate = float32(given.initialLearningRate).scaled(by: factor)
    let steps = float32(given.decaySteps)
    let p =
      given.staircase ?? false
      ? divided(k, byConstant: steps, unless: .staircaseByDivision)
      : divided(k, byConstant: steps, unless: .exponentialByDivision)
    let stair = staircase(makes(.exponentialStepsIgnored) ? k : p, given.staircase)
    if makes(.exponentialOfProduct) {
      return rate * float32(2.718281828459045).power(-(float32(given.decayRate) * stair))
    }
    return rate * float32(given.decayRate).power(stair)
  }

  /// Rules R-SCHEDULE-INVERSE-TIME and R-GRAPH-INVERSE-TIME.
  func inverseTime(_ given: Schedule.InverseTimeDecay, _ k: N) -> N {
    enter("R-SCHEDULE-INVERSE-TIME")
    let rate = float32(given.initialLearningRate)
    let growth = growth(given, k)
    if makes(.inverseTimeOfRoot) { return rate / (one + growth).squareRoot }
    if makes(.inverseTimeStepsIgnored) { return rate / (one + float32(given.decayRate) * k) }
    return rate / (one + growth)
  }

  /// The decay rate times the place in units of steps.
  private func growth(_ given: Schedule.InverseTimeDecay, _ k: N) -> N {
    let (rate, steps) = (float32(given.decayRate), float32(given.decaySteps))
    if isGraph, !hasStairs(given.staircase) {
      if makes(.inverseTimeByDivision) { return rate * (k / steps) }
      if makes(.inverseTimeConstantsApart) { return rate * (k * (one / steps)) }
      return k * (rate * (one / steps))
    }
    return rate * staircase(divided(k, byConstant: steps, unless: .staircaseByDivision), given.staircase)
  }

  private func hasStairs(_ given: Bool?) -> Bool {
    given ?? makes(.defaultStaircaseOn) || makes(.staircaseAlways) ? !makes(.staircaseIgnored) : false
  }

  private func staircase(_ p: N, _ given: Bool?) -> N {
    guard hasStairs(given) else { return p }
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
}
