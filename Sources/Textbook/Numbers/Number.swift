import Conformance

/// A number and the format that it follows: every operator is one operation, rounded once (rule R-ROUND-1).
public struct Number<Format: NumberFormat>: Sendable {
  public var value: Format.Carrier
  public var format: Format

  init(_ value: Format.Carrier, _ format: Format) {
    self.value = value
    self.format = format
  }

  /// A constant beside a tensor of this format (rule R-CONST-2).
  init(constant value: Double, _ format: Format) {
    self.init(format.scalar.constant(value), format.scalar)
  }

  static func zero(_ format: Format) -> Number { Number(0, format) }
  static func one(_ format: Format) -> Number { Number(1, format.scalar) }

  /// The bits of the nearest number of the dtype.
  var bits: UInt64 { format.dtype.bits(nearestTo: Double(value)) }
}

extension Number {
  static func + (a: Number, b: Number) -> Number {
    let format = a.format.joined(b.format)
    return Number(format.add(a.value, b.value), format)
  }

  static func - (a: Number, b: Number) -> Number {
    let format = a.format.joined(b.format)
    return Number(format.subtract(a.value, b.value), format)
  }

  static func * (a: Number, b: Number) -> Number {
    let format = a.format.joined(b.format)
    return Number(format.multiply(a.value, b.value), format)
  }

  static func / (a: Number, b: Number) -> Number {
    let format = a.format.joined(b.format)
    return Number(format.divide(a.value, b.value), format)
  }

  static prefix func - (a: Number) -> Number { Number(-a.value, a.format) }

  /// `a * b + self` in one rounding.
  func plusFused(_ a: Number, _ b: Number) -> Number {
    let format = format.joined(a.format).joined(b.format)
    return Number(format.multiplyAdd(a.value, b.value, value), format)
  }

  /// The number times a factor, if there is one.
  func scaled(by factor: Number?) -> Number { factor.map { $0 * self } ?? self }

  var squareRoot: Number { Number(format.squareRoot(value), format) }
  func power(_ exponent: Number) -> Number { Number(format.power(value, exponent.value), format) }
  var cosine: Number { Number(format.cosine(value), format) }
  var logarithm: Number { Number(format.logarithm(value), format) }
  var floor: Number { Number(format.operand(value).rounded(.down), format) }
  var ceiling: Number { Number(format.operand(value).rounded(.up), format) }

  var isNaN: Bool { value.isNaN }
  var isFinite: Bool { value.isFinite }
  /// The number as comparisons see it.
  var operand: Format.Carrier { format.operand(value) }

  /// A number of the same dtype that a variable or slot keeps.
  var stored: Number { Number(format.stored(value), format) }

  /// The number in another dtype (rule R-CAST-1).
  func cast(to other: Format) -> Number {
    other.dtype == format.dtype ? Number(value, other) : Number(other.cast(value, from: format), other)
  }
}

/// The smaller of two numbers: NaN if one is (section 2.2).
func minimum<Format>(_ a: Number<Format>, _ b: Number<Format>) -> Number<Format> {
  extremum(a, b) { $0 < $1 }
}

/// The larger of two numbers: NaN if one is (section 2.2).
func maximum<Format>(_ a: Number<Format>, _ b: Number<Format>) -> Number<Format> {
  extremum(a, b) { $0 > $1 }
}

private func extremum<Format>(
  _ a: Number<Format>, _ b: Number<Format>, _ precedes: (Format.Carrier, Format.Carrier) -> Bool
) -> Number<Format> {
  let format = a.format.joined(b.format)
  let (x, y) = (format.operand(a.value), format.operand(b.value))
  if x.isNaN || y.isNaN { return Number(.nan, format) }
  return Number(precedes(y, x) ? y : x, format)
}
