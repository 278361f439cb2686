// Rule R-GRAPH-RECIPROCAL.

/// How a gradient is divided by a constant.
enum Division {
  case divisor(Rounded)
  /// A multiplication by the reciprocal, which a graph makes of it.
  case reciprocal(Rounded)

  /// The division by a constant in a dtype.
  init(by constant: Double, _ dtype: DType, in profile: Profile) {
    let constant = Rounded(constant: constant, dtype, in: profile)
    self = profile == .graph ? .reciprocal(Rounded(1, dtype) / constant) : .divisor(constant)
  }
}
