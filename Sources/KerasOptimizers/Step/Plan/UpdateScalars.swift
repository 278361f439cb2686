// Rules R-CONST-3, R-BIAS-1 and R-BIAS-2. Keras: the first half of `Adam.update_step`.

/// The numbers that the Adam update goes by in one dtype.
struct UpdateScalars {
  /// The learning rate, by which weights decay too.
  let learningRate: Rounded
  let correction: BiasCorrection
  let oneMinusBeta1: Rounded
  let oneMinusBeta2: Rounded
  let epsilon: Rounded
  /// Whether the root is not divided by, but its reciprocal multiplied with: what a graph makes of an epsilon that is
  /// nothing (rule R-GRAPH-EPSILON).
  let usesReciprocalRoot: Bool

  /// `iterations` is the number of updates before this one.
  init(_ asked: AskedArguments, iterations: Int, epsilon: Double, _ dtype: DType, in profile: Profile) {
    learningRate = Rounded(Double(asked.learningRate), dtype)
    correction = BiasCorrection(
      of: learningRate, beta1: asked.beta1, beta2: asked.beta2, iterations: iterations)
    // A subtraction of Python numbers, in double.
    oneMinusBeta1 = Rounded(constant: 1 - asked.beta1, dtype, in: profile)
    oneMinusBeta2 = Rounded(constant: 1 - asked.beta2, dtype, in: profile)
    self.epsilon = Rounded(constant: epsilon, dtype, in: profile)
    usesReciprocalRoot = profile == .graph && dtype.isNothing(self.epsilon.value)
  }
}

/// The step size of one update in the dtype of the learning rate, with both moments' start at zero corrected for.
struct BiasCorrection {
  let beta1Power: Rounded
  let beta2Power: Rounded
  /// `(learning_rate * sqrt(1 - beta_2^step)) / (1 - beta_1^step)`
  let alpha: Rounded

  /// `iterations` is the number of updates before this one; the step is one more.
  init(of learningRate: Rounded, beta1: Double, beta2: Double, iterations: Int) {
    let dtype = learningRate.dtype
    let (one, step) = (Rounded(1, dtype), Rounded(Double(iterations + 1), dtype))
    beta1Power = .power(Rounded(throughFloat: beta1, dtype), step)
    beta2Power = .power(Rounded(throughFloat: beta2, dtype), step)
    alpha = (learningRate * (one - beta2Power).squareRoot()) / (one - beta1Power)
  }
}

extension DType {
  /// Whether a number of this dtype counts as zero (rules R-FLUSH-1 and R-FLUSH-2).
  fileprivate func isNothing(_ value: Double) -> Bool {
    switch self {
    case .float32, .bfloat16: value.magnitude < Double(Float.leastNormalMagnitude)
    case .float64: value.isZero || value.isSubnormal
    case .float16: value.isZero
    }
  }
}
