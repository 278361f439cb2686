/// What the loops compute with: a number that every operation rounds to its own precision.
///
/// A result is rounded to nearest, ties to even, after each single operation, and nothing is fused: that is
/// what TensorFlow's kernels do for every dtype (rule R-ROUND-1).
protocol Number: BitwiseCopyable {
  /// The nearest number to `value`; for the half types by way of `Float`, as TensorFlow converts.
  init(rounding value: Double)

  /// The nearest number to `value`.
  init(_ value: Float)

  /// The same number as a `Double`, exactly.
  var exact: Double { get }

  /// The number as TensorFlow casts it to another type: from a half type by way of `Float`.
  func cast<N: Number>(to number: N.Type) -> N

  /// The number with subnormals flushed, which hardware does where it computes but not where it chooses.
  var flushed: Self { get }

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
  @inline(__always) func cast<N: Number>(to number: N.Type) -> N { N(self) }
  @inline(__always) var flushed: Float {
    bitPattern & 0x7F80_0000 == 0 ? Float(bitPattern: bitPattern & 0x8000_0000) : self
  }
}

extension Double: Number {
  @inline(__always) init(rounding value: Double) { self = value }
  @inline(__always) var exact: Double { self }
  @inline(__always) func cast<N: Number>(to number: N.Type) -> N { N(rounding: self) }
  @inline(__always) var flushed: Double {
    bitPattern & 0x7FF0_0000_0000_0000 == 0 ? Double(bitPattern: bitPattern & 0x8000_0000_0000_0000) : self
  }
}

/// A number of 16 bits: each operation is `Float`'s, rounded (rule R-ROUND-2).
protocol ShortNumber: Number {
  var wide: Float { get }
}

extension ShortNumber {
  @inline(__always) init(rounding value: Double) { self.init(Float(value)) }
  @inline(__always) var exact: Double { Double(wide) }
  @inline(__always) func cast<N: Number>(to number: N.Type) -> N { N(wide) }

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
  /// float16 keeps its subnormals (rule R-FLUSH-2).
  @inline(__always) var flushed: Half { self }
}

extension BFloat16: ShortNumber {
  @inline(__always) var wide: Float { Float(self) }
  @inline(__always) var flushed: BFloat16 {
    BFloat16(bitPattern: bitPattern & (bitPattern & 0x7F80 == 0 ? 0x8000 : 0xFFFF))
  }
}
