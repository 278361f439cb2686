extension DType {
  /// The number that the bits stand for, exactly.
  public func value(ofBits bits: UInt64) -> Double {
    switch self {
    case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float64: Double(bitPattern: bits)
    case .float16: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    }
  }

  /// The bits of the element nearest to a number, ties to even.
  public func bits(nearestTo value: Double) -> UInt64 {
    switch self {
    case .float32: UInt64(Float(value).bitPattern)
    case .float64: value.bitPattern
    case .float16: UInt64(Float16(value).bitPattern)
    case .bfloat16: UInt64(Self.roundToOdd(value).roundedToUpperHalf)
    }
  }

  /// `value` as a float whose last bit is set if anything was lost, so that a second rounding to fewer bits
  /// gives what one rounding of `value` would.
  private static func roundToOdd(_ value: Double) -> Float {
    let nearest = Float(value)
    guard nearest.isFinite || value.isFinite, Double(nearest) != value else { return nearest }
    let towardZero =
      Double(nearest).magnitude > value.magnitude ? Float(bitPattern: nearest.bitPattern - 1) : nearest
    return Float(bitPattern: towardZero.bitPattern | 1)
  }

  /// The element as a person writes it: the shortest decimal that reads back as the same bits.
  public func decimal(ofBits bits: UInt64) -> String {
    switch self {
    case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: bits)).description
    case .float64: Double(bitPattern: bits).description
    case .float16: Float16(bitPattern: UInt16(truncatingIfNeeded: bits)).description
    case .bfloat16: Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16).description
    }
  }
}

extension Float {
  /// The bits of the nearest bfloat16, ties to even.
  fileprivate var roundedToUpperHalf: UInt16 {
    if isNaN { return UInt16(bitPattern >> 16) | 0x40 }
    return UInt16((bitPattern + 0x7fff + (bitPattern >> 16 & 1)) >> 16)
  }
}
