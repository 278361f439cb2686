/// What a weight is multiplied by where it decays.
struct DecayFactors<Format: NumberFormat> {
  let weightDecay: Number<Format>
  let rate: Number<Format>
  /// The product of both, where it is found first.
  var product: Number<Format>?
}

extension Number {
  static func * (w: Number, factors: DecayFactors<Format>) -> Number {
    if let product = factors.product { return w * product }
    return w * factors.weightDecay * factors.rate
  }

  /// The number without what it decays by, the last product fused with the subtraction.
  func minusFused(_ factors: DecayFactors<Format>) -> Number {
    if let product = factors.product { return plusFused(-self, product) }
    return plusFused(-(self * factors.weightDecay), factors.rate)
  }
}
