#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Case {
  /// Whether a step without weight decay does the same: there is none, or a decay of 0 changes no weight.
  ///
  /// That it does where a weight is -0, infinite, NaN or a subnormal that is flushed (rule R-DECAY-1), and it is not
  /// known of weights that the case does not state. A refusal of something else is the same without decay.
  var hasIdleDecay: Bool {
    let isOff = optimizer == .adam && !hasDecay
    switch expectation {
    case .refusal(let refusal):
      return refusal.argument != Arguments.Name.weightDecay.rawValue
        && (isOff || arguments.given[.weightDecay] == nil || arguments.weightDecay == 0)
    case .values(let values):
      return isOff
        || arguments.weightDecay == 0 && hasPlainWeights
          && values.steps.allSatisfy { step in
            step.variables.allSatisfy(\.isKeptByDecayOfZero)
          }
    case nil:
      return isOff || arguments.weightDecay == 0 && hasPlainWeights
    }
  }

  /// Whether weight decay is given to an Adam, which has none by default.
  private var hasDecay: Bool {
    switch arguments.given[.weightDecay] {
    case nil, .null: false
    default: true
    }
  }

  private var hasPlainWeights: Bool { variables.allSatisfy(\.data.isKeptByDecayOfZero) }

  /// Whether a step without bias correction does the same: in every type of a variable `1 - beta^t` is 1 for both betas
  /// from the first step on (rule R-BIAS-2). A refusal is the same without it.
  var hasIdleBiasCorrection: Bool {
    if case .refusal = expectation { return true }
    guard let beta1 = arguments.beta1?.value, let beta2 = arguments.beta2?.value else { return false }
    let steps = arguments.gradientAccumulationSteps.map { max($0, 1) } ?? 1
    let first = (Double(initialState?.iterations ?? 0) / steps).rounded(.down) + 1
    return Set(variables.map(\.dtype)).allSatisfy { dtype in
      [beta1, beta2].allSatisfy { dtype.losesPower(of: $0, first) }
    }
  }
}

extension DType {
  /// Whether `1 - beta^step` is 1, also if the step and the power are rounded to the type.
  fileprivate func losesPower(of beta: Double, _ step: Double) -> Bool {
    let rounded = value(ofBits: bits(nearestTo: Double(Float(beta)))).magnitude
    // A step is rounded by less than one part in 2^8, and a power by far less than the factor of 2 that is left.
    return pow(rounded, step * (1 - 0x1p-8)) < halfSpacingBelowOne / 2
  }

  /// Half the distance from 1 to the number below it.
  private var halfSpacingBelowOne: Double {
    switch self {
    case .float32: 0x1p-25
    case .float64: 0x1p-54
    case .float16: 0x1p-12
    case .bfloat16: 0x1p-9
    }
  }
}

extension Tensor {
  /// Whether `w - w * 0 * lr` is `w` for every element.
  fileprivate var isKeptByDecayOfZero: Bool {
    !hasSubnormals(below: dtype.smallestNormal)
      && bits.allSatisfy { $0 != dtype.sign && $0 & ~dtype.sign < dtype.infinity }
  }
}
