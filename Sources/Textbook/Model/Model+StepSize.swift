import Conformance
import Dialects

/// What the elements of a variable share in an update.
struct StepScalars<Format: NumberFormat> {
  typealias N = Number<Format>

  var rate: N
  /// `1 - p1` and `1 - p2`, what is corrected for bias.
  var correction1: N
  var correction2: N
  var alpha: N
  var beta1: N
  var beta2: N
  var oneMinusBeta1: N
  var oneMinusBeta2: N
  var epsilon: N
}

extension Model {
  /// Rules R-BIAS-1, R-BIAS-2, R-POWER-*, R-CONST-3.
  func scalars(of i: Int) -> StepScalars<Format> {
    let format = variables[i].format
    // Where both routes of a constant lead to the same, neither rule says anything.
    if format.dtype == .float64 { enter("R-CONST-1") }
    if format.dtype != .float32 { enter("R-CONST-2") }
    let rate = learningRate(format)
    let t = stepNumber(of: i, format)
    var (beta1, beta2) = betas
    if makes(.betasSwapped) { swap(&beta1, &beta2) }
    let p1 = power(makes(.powersOfBeta2) ? beta2 : beta1, t, format)
    let p2 = power(makes(.powersOfBeta1) ? beta1 : beta2, t, format)
    observe(.learningRate, rate)
    observe(.beta1Power, p1)
    observe(.beta2Power, p2)
    var c1 = .one(format) - p1
    var c2 = .one(format) - p2
    if makes(.biasCorrectionMissing) { (c1, c2) = (.one(format), .one(format)) }
    if makes(.biasCorrectionOfMomentumOnly) { c2 = .one(format) }
    if makes(.biasCorrectionOfVelocityOnly) { c1 = .one(format) }
    if makes(.biasCorrectionsExchanged) { (c1, c2) = (c2, c1) }
    let alpha = stepSize(rate, c1, c2, t, format)
    observe(.alpha, alpha)
    if makes(.rateBecomesAlpha), storedRate != nil { storedRate = Double(Float(alpha.value)) }
    return StepScalars(
      rate: rate, correction1: c1, correction2: c2, alpha: alpha,
      beta1: Number(constant: beta1, format), beta2: Number(constant: beta2, format),
      oneMinusBeta1: oneMinus(beta1, format), oneMinusBeta2: oneMinus(beta2, format),
      epsilon: epsilon(format))
  }

  /// Rule R-BIAS-2.
  private func stepSize(_ rate: N, _ c1: N, _ c2: N, _ t: N, _ format: Format) -> N {
    if makes(.biasCorrectionInDouble) {
      let (beta1, beta2) = betas
      let steps = Double(t.value)
      let alpha = Double(rate.value) * (1 - raised(beta2, steps)).squareRoot() / (1 - raised(beta1, steps))
      return Number(alpha.carried(in: format.scalar), format.scalar)
    }
    if makes(.biasCorrectionWithoutRoot) { return rate * c2 / c1 }
    if makes(.biasCorrectionRootOfBoth) { return rate * c2.squareRoot / c1.squareRoot }
    if makes(.biasCorrectionInverted) { return rate * c1 / c2.squareRoot }
    if makes(.alphaOfQuotient) { return rate * (c2.squareRoot / c1) }
    return rate * c2.squareRoot / c1
  }

  /// Rule R-BIAS-1.
  private func stepNumber(of i: Int, _ format: Format) -> N {
    var t = iterations + 1 - stepsLost
    if makes(.biasOfRawCalls) { t = raw + 1 }
    if makes(.biasOfFirstStepOnly) { t = 1 }
    if makes(.stepNumberFromZero) { t = max(iterations, 1) }
    if makes(.stepNumberOneAhead) { t = iterations + 2 }
    if makes(.stepsCountedByVariable) { t = variables[i].updates + 1 }
    if makes(.stepNumberCountsVariables) { t = iterations &* variables.count &+ i + 1 }
    if makes(.stepNumberCountsGradients) { t = variables.reduce(1) { $0 &+ $1.updates } }
    let float32 = Format(.float32, dialect).scalar
    if makes(.stepNumberAddedInDType) {
      let before: N =
        format.dtype == .float64
        ? Number(Format.Carrier(t - 1), format.scalar)
        : Number(constant: Double(t - 1), float32).cast(to: format.scalar)
      return before + .one(format)
    }
    if format.dtype == .float64 { return Number(Format.Carrier(t), format.scalar) }
    if makes(.stepNumberInFloat32) { return Number(constant: Double(t), float32) }
    // Ties to even, in one rounding: a double might not hold the integer.
    return Number(Format.Carrier(Float(t)), float32).cast(to: format.scalar)
  }

  /// Rules R-POWER-1 to R-POWER-3.
  private func power(_ beta: Double, _ t: N, _ format: Format) -> N {
    enter(format.ruleOfPowers)
    let base = betaOfPower(beta, format)
    if makes(.powersByProduct) {
      return (0..<Int(max(0, min(Double(t.value), 4096)))).reduce(N.one(format)) { product, _ in
        product * base
      }
    }
    if makes(.powersBySquaring) { return squared(base, Int(min(Double(t.value), 0x1p30)), format) }
    return Number(base.value, format.scalar).power(Number(t.value, format.scalar))
  }

  /// Rule R-CONST-1.
  private func betaOfPower(_ beta: Double, _ format: Format) -> N {
    if makes(.betasOfPowersDirect) { return Number(constant: beta, format) }
    return format.throughFloat32(beta, dialect).inScalar(format)
  }

  private func squared(_ base: N, _ exponent: Int, _ format: Format) -> N {
    var (result, base, rest) = (N.one(format), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      base = base * base
      rest >>= 1
    }
    return result
  }

  private func raised(_ beta: Double, _ t: Double) -> Double {
    let double = KerasFormat(.float64, Dialect([.subnormalsKept]))
    return double.power(beta, t)
  }

  // MARK: Constants

  /// The betas (rule R-BETA-1).
  var betas: (Double, Double) {
    var beta1 = arguments.beta1?.value ?? 0.9
    var beta2 = arguments.beta2?.value ?? 0.999
    if isDefault(.beta1), makes(.defaultBeta1) { beta1 = 0.95 }
    if isDefault(.beta2), makes(.defaultBeta2) { beta2 = 0.99 }
    if !isDefault(.beta1), makes(.beta1Ignored) { beta1 = 0.9 }
    if !isDefault(.beta2), makes(.beta2Ignored) { beta2 = 0.999 }
    if case .callable = arguments.beta1, makes(.callableBetasIgnored) { beta1 = 0.9 }
    if case .callable = arguments.beta2, makes(.callableBetasIgnored) { beta2 = 0.999 }
    return (beta1, beta2)
  }

  /// Rule R-CONST-3.
  private func oneMinus(_ beta: Double, _ format: Format) -> N {
    if makes(.oneMinusBetaInDType) { return .one(format) - Number(constant: beta, format) }
    if makes(.oneMinusBetaInFloat32) {
      let float32 = Format(.float32, dialect).scalar
      return (.one(float32) - Number(constant: beta, float32)).cast(to: format.scalar)
    }
    return Number(constant: 1 - beta, format)
  }

  private func epsilon(_ format: Format) -> N {
    var epsilon = arguments.epsilon ?? 1e-7
    if isDefault(.epsilon), makes(.defaultEpsilonOfPyTorch) { epsilon = 1e-8 }
    if isDefault(.epsilon), makes(.defaultEpsilonOfTransformers) { epsilon = 1e-6 }
    if isDefault(.epsilon), makes(.defaultEpsilonOfBurn) { epsilon = 1e-5 }
    if !isDefault(.epsilon), makes(.epsilonIgnored) { epsilon = 1e-7 }
    if epsilon == 0, makes(.epsilonOfZeroIsDefault) { epsilon = 1e-7 }
    if makes(.epsilonMissing) { epsilon = 0 }
    if makes(.epsilonTenTimes) { epsilon *= 10 }
    if makes(.epsilonThroughFloat32) { return format.throughFloat32(epsilon, dialect).inScalar(format) }
    return Number(constant: epsilon, format)
  }
}

extension NumberFormat {
  fileprivate var ruleOfPowers: Rule {
    switch dtype {
    case .float32: "R-POWER-1"
    case .float16, .bfloat16: "R-POWER-2"
    case .float64: "R-POWER-3"
    }
  }
}

extension Number {
  /// The same number, which all elements share.
  func inScalar(_ format: Format) -> Number { Number(value, format.scalar) }
}
