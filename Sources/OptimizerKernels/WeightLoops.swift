// What happens to the weights and to the slots beside them, element by element, in the variable's dtype.
// Constants come as doubles and are rounded to the dtype here, which a step has done already.

extension Block {
  /// `self - (self * weightDecay) * learningRate` (rule R-DECAY-1).
  package func decay(weightDecay: Double, learningRate: Double) {
    dtype.run(Decay(weights: self, weightDecay: weightDecay, learningRate: learningRate))
  }

  /// `self - self * factor` (rule R-GRAPH-DECAY).
  package func decay(by factor: Double) {
    dtype.run(JointDecay(weights: self, factor: factor))
  }

  /// The Adam update of these weights: both moments, their maximum with AMSGrad, and the weights
  /// (rules R-MOMENTUM-1, R-VELOCITY-1, R-AMSGRAD-1 and R-UPDATE-1). The velocity sees `squares` where they
  /// are not the gradient's own. With `usesReciprocalRoot` epsilon is left out and the root's reciprocal multiplied with
  /// (rule R-GRAPH-EPSILON).
  package func adamUpdate(
    gradient: Block, squares: Block? = nil, momentum: Block, velocity: Block, velocityHat: Block?,
    alpha: Double, oneMinusBeta1: Double, oneMinusBeta2: Double, epsilon: Double,
    usesReciprocalRoot: Bool = false
  ) {
    let update = AdamUpdate(
      weights: self, gradient: gradient, momentum: momentum, velocity: velocity, velocityHat: velocityHat,
      alpha: alpha, oneMinusBeta1: oneMinusBeta1, oneMinusBeta2: oneMinusBeta2, epsilon: epsilon)
    if usesReciprocalRoot {
      dtype.run(ReciprocalRootUpdate(update: update, squares: squares))
    } else if let squares {
      dtype.run(RowUpdate(update: update, squares: squares))
    } else {
      dtype.run(update)
    }
  }

  /// What the Adam update took from the weights, from the moments that it left: to show it, not to apply it.
  package func lastUpdate(
    momentum: Block, velocity: Block, alpha: Double, epsilon: Double, usesReciprocalRoot: Bool = false
  ) {
    if usesReciprocalRoot {
      dtype.run(LastReciprocalRootUpdate(momentum: momentum, velocity: velocity, alpha: alpha, result: self))
    } else {
      dtype.run(
        LastUpdate(momentum: momentum, velocity: velocity, alpha: alpha, epsilon: epsilon, result: self))
    }
  }

  /// `momentum * self + (1 - momentum) * weights` into this average (rule R-EMA-1).
  package func average(_ weights: Block, momentum: Double) {
    dtype.run(MovingAverage(average: self, weights: weights, momentum: momentum))
  }
}

private struct Decay: Loop {
  let weights: Block
  let weightDecay: Double
  let learningRate: Double

  func run<N: Number>(over number: N.Type) {
    let w = weights.elements(number)
    let (wd, lr) = (N(rounding: weightDecay), N(rounding: learningRate))
    for i in 0..<weights.count { w[i] = w[i] - (w[i] * wd) * lr }
  }
}

private struct JointDecay: Loop {
  let weights: Block
  let factor: Double

  func run<N: Number>(over number: N.Type) {
    let w = weights.elements(number)
    let f = N(rounding: factor)
    for i in 0..<weights.count { w[i] = w[i] - w[i] * f }
  }
}

struct AdamUpdate: Loop {
  let weights: Block
  let gradient: Block
  let momentum: Block
  let velocity: Block
  let velocityHat: Block?
  let alpha: Double
  let oneMinusBeta1: Double
  let oneMinusBeta2: Double
  let epsilon: Double

  func run<N: Number>(over number: N.Type) {
    let (w, g) = (weights.elements(number), gradient.elements(number))
    let (m, v) = (momentum.elements(number), velocity.elements(number))
    let (a, e) = (N(rounding: alpha), N(rounding: epsilon))
    let (c1, c2) = (N(rounding: oneMinusBeta1), N(rounding: oneMinusBeta2))
    if let hat = velocityHat?.elements(number) {
      for i in 0..<weights.count {
        m[i] = m[i] + (g[i] - m[i]) * c1
        v[i] = v[i] + (g[i] * g[i] - v[i]) * c2
        hat[i] = maximum(hat[i], v[i])
        w[i] = w[i] - update(m[i], hat[i], a, e)
      }
    } else {
      for i in 0..<weights.count {
        m[i] = m[i] + (g[i] - m[i]) * c1
        v[i] = v[i] + (g[i] * g[i] - v[i]) * c2
        w[i] = w[i] - update(m[i], v[i], a, e)
      }
    }
  }
}

private struct LastUpdate: Loop {
  let momentum: Block
  let velocity: Block
  let alpha: Double
  let epsilon: Double
  let result: Block

  func run<N: Number>(over number: N.Type) {
    let (m, v, r) = (momentum.elements(number), velocity.elements(number), result.elements(number))
    let (a, e) = (N(rounding: alpha), N(rounding: epsilon))
    for i in 0..<momentum.count { r[i] = update(m[i], v[i], a, e) }
  }
}

private struct MovingAverage: Loop {
  let average: Block
  let weights: Block
  let momentum: Double

  func run<N: Number>(over number: N.Type) {
    let (a, w) = (average.elements(number), weights.elements(number))
    let kept = N(rounding: momentum)
    let new = N(rounding: 1) - kept
    for i in 0..<weights.count { a[i] = kept * a[i] + new * w[i] }
  }
}

/// `(momentum * alpha) / (sqrt(velocity) + epsilon)`: epsilon hat, outside the root.
@inline(__always)
func update<N: Number>(_ momentum: N, _ velocity: N, _ alpha: N, _ epsilon: N) -> N {
  (momentum * alpha) / (velocity.root + epsilon)
}

/// The larger of two numbers, flushed; NaN if either is.
@inline(__always)
func maximum<N: Number>(_ a: N, _ b: N) -> N {
  (a < b || b.isNaN ? b : a).flushed
}
