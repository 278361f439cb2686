/// What the loops compute with: a number that every operation rounds to its own precision.
///
/// A result is rounded to nearest, ties to even, after each single operation, and nothing is fused: that is
/// what TensorFlow's kernels do for every dtype (rule R-ROUND-1).
protocol Number: BitwiseCopyable {
  /// The nearest number to `value`; for the half types by way of `Float`, as TensorFlow converts.
  init(rounding value: Double)

  /// The same number as a `Double`, exactly.
  var exact: Double { get }

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func < (a: Self, b: Self) -> Bool

  /// The correctly rounded square root; NaN below zero.
  var root: Self { get }

  var isNaN: Bool { get }
}

extension Float: Number {
  @inline(__always) init(rounding value: Double) { self = Float(value) }
  @inline(__always) var exact: Double { Double(self) }
}

extension Double: Number {
  @inline(__always) init(rounding value: Double) { self = value }
  @inline(__always) var exact: Double { self }
}

/// A number of 16 bits: each operation is `Float`'s, rounded (rule R-ROUND-2).
protocol ShortNumber: Number {
  init(_ value: Float)
  var wide: Float { get }
}

extension ShortNumber {
  @inline(__always) init(rounding value: Double) { self.init(Float(value)) }
  @inline(__always) var exact: Double { Double(wide) }

  @inline(__always) static func + (a: Self, b: Self) -> Self { Self(a.wide + b.wide) }
  @inline(__always) static func - (a: Self, b: Self) -> Self { Self(a.wide - b.wide) }
  @inline(__always) static func * (a: Self, b: Self) -> Self { Self(a.wide * b.wide) }
  @inline(__always) static func / (a: Self, b: Self) -> Self { Self(a.wide / b.wide) }
  @inline(__always) static func < (a: Self, b: Self) -> Bool { a.wide < b.wide }

  @inline(__always) var root: Self { Self(wide.root) }
  @inline(__always) var isNaN: Bool { wide.isNaN }
}

extension Half: ShortNumber {
  @inline(__always) var wide: Float { Float(self) }
}

extension BFloat16: ShortNumber {
  @inline(__always) var wide: Float { Float(self) }
}
