// What happens to the weights and to the slots beside them, element by element, in the variable's dtype.
// Scalars come as doubles that the dtype holds exactly.

/// `w - (w * weightDecay) * learningRate` (rule R-DECAY-1).
package struct Decay: Loop {
  let weights: Block
  let weightDecay: Double
  let learningRate: Double

  package init(_ weights: Block, weightDecay: Double, learningRate: Double) {
    self.weights = weights
    self.weightDecay = weightDecay
    self.learningRate = learningRate
  }

  package func run<S: Scalar>(over scalar: S.Type) {
    let w = weights.elements(scalar)
    let (wd, lr) = (S(rounding: weightDecay), S(rounding: learningRate))
    for i in 0..<weights.count { w[i] = w[i] - (w[i] * wd) * lr }
  }
}

/// The Adam update of one variable: both moments, their maximum with AMSGrad, and the weights
/// (rules R-MOMENTUM-1, R-VELOCITY-1, R-AMSGRAD-1 and R-UPDATE-1).
package struct AdamUpdate: Loop {
  let weights: Block
  let gradient: Block
  let momentum: Block
  let velocity: Block
  let velocityHat: Block?
  let alpha: Double
  let oneMinusBeta1: Double
  let oneMinusBeta2: Double
  let epsilon: Double

  package init(
    _ weights: Block, gradient: Block, momentum: Block, velocity: Block, velocityHat: Block?,
    alpha: Double, oneMinusBeta1: Double, oneMinusBeta2: Double, epsilon: Double
  ) {
    self.weights = weights
    self.gradient = gradient
    self.momentum = momentum
    self.velocity = velocity
    self.velocityHat = velocityHat
    self.alpha = alpha
    self.oneMinusBeta1 = oneMinusBeta1
    self.oneMinusBeta2 = oneMinusBeta2
    self.epsilon = epsilon
  }

  package func run<S: Scalar>(over scalar: S.Type) {
    let (w, g) = (weights.elements(scalar), gradient.elements(scalar))
    let (m, v) = (momentum.elements(scalar), velocity.elements(scalar))
    let (a, e) = (S(rounding: alpha), S(rounding: epsilon))
    let (c1, c2) = (S(rounding: oneMinusBeta1), S(rounding: oneMinusBeta2))
    if let hat = velocityHat?.elements(scalar) {
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

/// What ``AdamUpdate`` took from the weights, from the moments that it left: to show it, not to apply it.
package struct LastUpdate: Loop {
  let momentum: Block
  let velocity: Block
  let alpha: Double
  let epsilon: Double
  let result: Block

  package init(momentum: Block, velocity: Block, alpha: Double, epsilon: Double, into result: Block) {
    self.momentum = momentum
    self.velocity = velocity
    self.alpha = alpha
    self.epsilon = epsilon
    self.result = result
  }

  package func run<S: Scalar>(over scalar: S.Type) {
    let (m, v, r) = (momentum.elements(scalar), velocity.elements(scalar), result.elements(scalar))
    let (a, e) = (S(rounding: alpha), S(rounding: epsilon))
    for i in 0..<momentum.count { r[i] = update(m[i], v[i], a, e) }
  }
}

/// `momentum * average + (1 - momentum) * w` into the average (rule R-EMA-1).
package struct MovingAverage: Loop {
  let average: Block
  let weights: Block
  let momentum: Double

  package init(_ average: Block, of weights: Block, momentum: Double) {
    self.average = average
    self.weights = weights
    self.momentum = momentum
  }

  package func run<S: Scalar>(over scalar: S.Type) {
    let (a, w) = (average.elements(scalar), weights.elements(scalar))
    let kept = S(rounding: momentum)
    let new = S(rounding: 1) - kept
    for i in 0..<weights.count { a[i] = kept * a[i] + new * w[i] }
  }
}

/// `(momentum * alpha) / (sqrt(velocity) + epsilon)`: epsilon hat, outside the root.
@inline(__always)
func update<S: Scalar>(_ momentum: S, _ velocity: S, _ alpha: S, _ epsilon: S) -> S {
  (momentum * alpha) / (velocity.root + epsilon)
}

/// The larger of two numbers; NaN if either is.
@inline(__always)
func maximum<S: Scalar>(_ a: S, _ b: S) -> S {
  a < b || b.isNaN ? b : a
}
