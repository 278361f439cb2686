import Conformance
import Dialects

extension Model {
  /// The Adam update of a variable (rules R-CAST-1, R-MOMENTUM-1, R-VELOCITY-1, R-AMSGRAD-1, R-UPDATE-1, R-SPARSE-1,
  /// R-SPARSE-2).
  func update(_ i: Int, _ given: StepGradient<Format>, place: Int) {
    let s = scalars(of: i)
    let slot = slotOwner(of: i, place: place)
    var gradient = given.cast(to: variables[i].format)
    if makes(.decayAsL2) || makes(.decayAsL2Besides) { gradient = withDecay(dense(gradient, of: i), of: i) }
    if makes(.sparseRowsAddedFirst), gradient.rows != nil { gradient = dense(gradient, of: i) }
    let g = dense(gradient, of: i).elements
    var velocityGradient = gradient
    if makes(.velocityOfUnclipped), let before = unclipped[i] {
      velocityGradient = before.cast(to: variables[i].format)
    }
    let squared =
      makes(.squaresBeforeCast)
      ? given.map(square).cast(to: variables[i].format) : velocityGradient.map(square)
    let squares = dense(squared, of: i).elements
    let touched = makes(.sparseRowsUpdatedOnly) ? elements(of: gradient.rows, in: i) : nil
    let decayed =
      makes(.decayInsideUpdate) || makes(.decayInsideUpdateTimesAlpha) ? weightDecay(of: i, s) : nil
    let (zero, isOneArray) = (N.zero(variables[i].format), momentsAreOneArray(of: slot))
    var updates: [N] = []
    updates.reserveCapacity(g.count)
    var (momenta, velocities) = (variables[slot].momentum ?? [], variables[slot].velocity ?? [])
    var (largestSeen, weights) = (variables[slot].velocityHat ?? [], variables[i].weight)
    for e in g.indices {
      let isSkipped =
        makes(.restOfFourSkipped) && e >= g.count / 4 * 4
        || makes(.restOfEightSkipped) && e >= g.count / 8 * 8
      if isSkipped || touched?.contains(e) == false || g[e].value == 0 && makes(.zeroElementsSkipped) {
        updates.append(zero)
        continue
      }
      let old = (m: momenta[e], v: velocities[e])
      var m = momentum(old.m, g[e], s)
      var v = velocity(isOneArray ? m : old.v, squares[e], g[e], m, s, isSparse: gradient.rows != nil)
      if isOneArray { m = v }
      if isOneArray, isAmsgrad, largestIsVelocity(of: slot) { largestSeen[e] = v.stored }
      if variables[i].updates == 0 {
        if makes(.firstMomentsAreGradients) || makes(.firstMomentumIsGradient) { m = g[e] }
        if makes(.firstMomentsAreGradients) || makes(.firstVelocityIsSquare) { v = squares[e] }
      }
      if makes(.momentumKeptCorrected) { m = m / s.correction1 }
      if makes(.velocityKeptCorrected) { v = v / s.correction2 }
      let u = isAmsgrad ? largest(&largestSeen[e], v, old.v, s, isFirst: variables[slot].updates == 0) : v
      momenta[e] = m.stored
      velocities[e] = (makes(.amsgradReplacesVelocity) && isAmsgrad ? u : v).stored
      let numerator =
        makes(.updateOfOldMomentum) ? old.m : makes(.updateOfGradient) ? g[e] : nesterov(m, g[e], s)
      var update =
        (s.beta1.value == 0 || s.beta2.value == 0) && makes(.betaZeroIsPlainDescent)
        ? s.rate * g[e]
        : self.update(numerator, makes(.updateOfOldVelocity) && !isAmsgrad ? old.v : u, s, at: e, of: g.count)
      if makes(.updateClipped), let limit = arguments.clipvalue, limit > 0 {
        update = maximum(
          minimum(update, Number(constant: limit, s.alpha.format)), -Number(constant: limit, s.alpha.format))
      }
      updates.append(update)
      var w = moved(weights[e], by: update)
      if let decayed { w = w - decayed[e] }
      weights[e] = makes(.minusZeroLost) ? (w + zero).stored : w.stored
    }
    (variables[slot].momentum, variables[slot].velocity) = (momenta, velocities)
    if isAmsgrad { variables[slot].velocityHat = largestSeen }
    variables[i].weight = weights
    variables[i].updates += 1
    shareSlots(of: i, .velocity)
    observe(.momentum, i, variables[slot].momentum)
    observe(.velocity, i, variables[slot].velocity)
    observe(.velocityHat, i, variables[slot].velocityHat)
    observe(.update, i, updates)
    observe(.updated, i, variables[i].weight)
  }

  private var isAmsgrad: Bool {
    (arguments.amsgrad || isDefault(.amsgrad) && makes(.defaultAmsgradOn)) && !makes(.amsgradIgnored)
  }

  private func square(_ g: N) -> N {
    if makes(.velocityOfMagnitude) { return Number(abs(g.value), g.format) }
    return g * g
  }

  /// Rule R-MOMENTUM-1.
  private func momentum(_ m: N, _ g: N, _ s: StepScalars<Format>) -> N {
    let c = makes(.momentumWithBeta2) ? s.oneMinusBeta2 : s.oneMinusBeta1
    let beta = makes(.momentumWithBeta2) ? s.beta2 : s.beta1
    if makes(.momentumWithPower) { return m + (g - m) * s.correction1 }
    if makes(.momentumOfGradientUnweighted) { return beta * m + g }
    if makes(.momentumWeightsExchanged) { return m + (g - m) * beta }
    if makes(.momentumAsTwoProducts) { return beta * m + c * g }
    if makes(.momentsFused) { return m.plusFused(g - m, c) }
    return m + (g - m) * c
  }

  /// Rule R-VELOCITY-1.
  private func velocity(
    _ v: N, _ squared: N, _ g: N, _ m: N, _ s: StepScalars<Format>, isSparse: Bool
  ) -> N {
    let c = makes(.velocityWithBeta1) ? s.oneMinusBeta1 : s.oneMinusBeta2
    let beta = makes(.velocityWithBeta1) ? s.beta1 : s.beta2
    var squared = squared
    if makes(.velocityOfDeviation) { squared = (g - m) * (g - m) }
    if makes(.velocityOfWeightedGradient) { return beta * v + (c * g) * (c * g) }
    if makes(.velocityOfMomentum) { squared = m * m }
    if makes(.velocityOfGradientUnweighted) { return beta * v + squared }
    if makes(.velocitySummed) { return v + squared }
    if makes(.velocityAsMaximum) { return maximum(beta * v, squared) }
    if makes(.velocityWeightsExchanged) { return v + (squared - v) * beta }
    if makes(.velocityAsTwoProducts) { return beta * v + c * squared }
    if makes(.momentsFused) { return v.plusFused(isSparse ? squared - v : (-v).plusFused(g, g), c) }
    return v + (squared - v) * c
  }

  /// Rule R-AMSGRAD-1: what stands in place of the velocity.
  private func largest(_ before: inout N, _ v: N, _ old: N, _ s: StepScalars<Format>, isFirst: Bool) -> N {
    var seen = v
    if makes(.amsgradOfCorrectedVelocity) || makes(.amsgradOfCorrectedVelocityAsIs) {
      seen = v / s.correction2
    }
    if makes(.amsgradOfOldVelocity) { seen = old }
    if makes(.amsgradSmallest) {
      before = (isFirst ? seen : minimum(before, seen)).stored
      return before
    }
    if makes(.amsgradAfterUpdate) {
      defer { before = maximum(before, seen).stored }
      return before
    }
    let largest = makes(.nanLostByAmsgrad) ? ignoringNaN(before, seen) : maximum(before, seen)
    if !makes(.amsgradNotStored) { before = largest.stored }
    return makes(.amsgradOfCorrectedVelocity) ? largest * s.correction2 : largest
  }

  private func ignoringNaN(_ a: N, _ b: N) -> N { a.isNaN ? b : b.isNaN ? a : maximum(a, b) }

  private func nesterov(_ m: N, _ g: N, _ s: StepScalars<Format>) -> N {
    makes(.nesterovMomentum) ? m + (g - m) * s.oneMinusBeta1 : m
  }

  /// Rules R-UPDATE-1 and R-GRAPH-EPSILON.
  private func update(_ m: N, _ u: N, _ s: StepScalars<Format>, at index: Int, of count: Int) -> N {
    if makes(.updateOfSign) {
      return Number(m.value == 0 ? 0 : Format.Carrier(signOf: m.value, magnitudeOf: 1), m.format) * s.rate
    }
    var alpha = makes(.rateTwice) ? s.alpha * s.rate : makes(.rateMissing) ? s.alpha / s.rate : s.alpha
    if makes(.momentumKeptCorrected) { alpha = alpha * s.correction1 }
    if makes(.velocityKeptCorrected) { alpha = alpha / s.correction2.squareRoot }
    let divisor = divisor(u, s)
    if makes(.alphaDividedFirst) { return m * (alpha / divisor) }
    if makes(.alphaTimesQuotient) { return alpha * (m / divisor) }
    if makes(.updateByReciprocal) { return (m * alpha) * (.one(m.format) / divisor) }
    if makes(.epsilonAddedToQuotient) { return m * alpha / u.squareRoot + s.epsilon }
    if isGraph, s.epsilon.operand == 0, takesReciprocalRoot {
      return m * alpha * reciprocalRoot(u, at: index, of: count)
    }
    return m * alpha / divisor
  }

  /// Whether an epsilon that is nothing has a graph multiply.
  private var takesReciprocalRoot: Bool {
    !makes(.epsilonOfZeroDivided) && !makes(.updateWithoutRoot)
      && (arguments.epsilon == 0 || !makes(.epsilonRoundedToZeroDivided))
  }

  private func divisor(_ u: N, _ s: StepScalars<Format>) -> N {
    if makes(.epsilonInsideRoot) { return (u + s.epsilon).squareRoot }
    if makes(.epsilonSquaredInsideRoot) { return (u + s.epsilon * s.epsilon).squareRoot }
    if makes(.epsilonInsideCorrectedRoot) { return (u + s.epsilon * s.correction2).squareRoot }
    if makes(.epsilonBesideCorrectedVelocity) { return u.squareRoot + s.epsilon * s.correction2.squareRoot }
    if makes(.epsilonInsideAndOutside) { return (u + s.epsilon).squareRoot + s.epsilon }
    if makes(.epsilonAsLowerBound) { return maximum(u.squareRoot, s.epsilon) }
    if makes(.epsilonAsLowerBoundInside) { return maximum(u, s.epsilon).squareRoot }
    if makes(.epsilonSubtracted) { return u.squareRoot - s.epsilon }
    if makes(.updateWithoutRoot) { return u + s.epsilon }
    return u.squareRoot + s.epsilon
  }

  private func moved(_ w: N, by update: N) -> N { makes(.updateAdded) ? w + update : w - update }
}
