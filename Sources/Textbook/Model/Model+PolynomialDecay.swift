import Conformance
import Dialects

extension Model {
  /// Rules R-SCHEDULE-POLYNOMIAL and R-GRAPH-POLYNOMIAL.
  func polynomial(_ given: Schedule.PolynomialDecay, _ k: N, _ factor: N?) -> N {
    enter("R-SCHEDULE-POLYNOMIAL")
    enter("R-POWER-1")
    let rate = float32(given.initialLearningRate)
    let end = float32(given.endLearningRate ?? (makes(.defaultEndRateZero) ? 0 : 0.0001))
    let power = float32(makes(.polynomialPowerIgnored) ? 1 : given.power ?? (makes(.defaultPowerTwo) ? 2 : 1))
    let p = place(given, k)
    if makes(.polynomialOfPower) { return ((rate - end) * (one - p.power(power)) + end).scaled(by: factor) }
    if makes(.polynomialEndIgnored) { return (rate * (one - p).power(power)).scaled(by: factor) }
    if makes(.polynomialEndAdded) { return (rate * (one - p).power(power) + end).scaled(by: factor) }
    if isGraph, end.operand == 0 {
      return product((rate - end).scaled(by: factor), one - p, raisedTo: power)
    }
    if isGraph { return (product(rate - end, one - p, raisedTo: power) + end).scaled(by: factor) }
    return (rate - end) * (one - p).power(power) + end
  }

  /// How far the decay is, from 0 to 1.
  private func place(_ given: Schedule.PolynomialDecay, _ k: N) -> N {
    let steps = float32(given.decaySteps)
    if given.cycle ?? false, !makes(.cycleIgnored) {
      let cycles: N =
        makes(.cycleBeginsAtEnd)
        ? (k / steps).floor + one
        : k.value == 0 ? one : divided(k, byConstant: steps, unless: .cycleByDivision).ceiling
      return divided(k, byUnknown: steps * cycles, unless: .cyclePlaceByReciprocal)
    }
    let k = makes(.polynomialNotBounded) ? k : minimum(k, steps)
    return divided(k, byConstant: steps, unless: .polynomialByDivision)
  }

  /// A constant times a power, of which a graph makes what is simpler for some exponents (rule R-GRAPH-POLYNOMIAL).
  private func product(_ c: N, _ x: N, raisedTo exponent: N) -> N {
    if makes(.polynomialByPower) { return c * x.power(exponent) }
    switch exponent.operand {
    case 0: return c
    case 1: return c * x
    case 2: return c * (x * x)
    case 3: return makes(.polynomialCubeInTurn) ? c * (x * x * x) : (x * x) * (c * x)
    case 0.5: return c * x.squareRoot
    case -0.5: return makes(.polynomialRootDivided) ? c / x.squareRoot : c * (one / x.squareRoot)
    case -1: return makes(.polynomialRootDivided) ? c / x : c * (one / x)
    default: return c * x.power(exponent)
    }
  }
}
