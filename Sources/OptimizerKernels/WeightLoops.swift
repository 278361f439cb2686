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

  package func run<N: Number>(over number: N.Type) {
    let w = weights.elements(number)
    let (wd, lr) = (N(rounding: weightDecay), N(rounding: learningRate))
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

  package func run<N: Number>(over number: N.Type) {
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

  package func run<N: Number>(over number: N.Type) {
    let (m, v, r) = (momentum.elements(number), velocity.elements(number), result.elements(number))
    let (a, e) = (N(rounding: alpha), N(rounding: epsilon))
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

  package func run<N: Number>(over number: N.Type) {
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
