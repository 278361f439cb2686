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

  /// How many of so many elements TensorFlow flushes where it chooses a minimum or maximum.
  static func flushedCount(of count: Int) -> Int

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func < (a: Self, b: Self) -> Bool

  /// The correctly rounded square root; NaN below zero.
  var root: Self { get }

  /// One divided by the root. A packet of numbers of 16 bits is computed in `Float` and rounded once. TensorFlow takes a
  /// packet of `Float` by an approximation of the processor's, which this is not.
  func reciprocalRoot(inPacket isPacked: Bool) -> Self

  var isNaN: Bool { get }
}

extension Number {
  @inline(__always) func reciprocalRoot(inPacket isPacked: Bool) -> Self { Self(1 as Float) / root }
  @inline(__always) static func flushedCount(of count: Int) -> Int { count }
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
  @inline(__always) func reciprocalRoot(inPacket isPacked: Bool) -> Self {
    isPacked ? Self(1 / wide.root) : Self(1 as Float) / root
  }
  @inline(__always) var isNaN: Bool { wide.isNaN }
}

extension Half: ShortNumber {
  @inline(__always) var wide: Float { Float(self) }
  /// float16 keeps its subnormals (rule R-FLUSH-2).
  @inline(__always) var flushed: Half { self }
}

extension BFloat16: ShortNumber {
  @inline(__always) var wide: Float { Float(self) }
  /// Whole packets of eight are widened for the choice, and so flushed; the rest are chosen as they are.
  @inline(__always) static func flushedCount(of count: Int) -> Int { count - count % 8 }
  @inline(__always) var flushed: BFloat16 {
    BFloat16(bitPattern: bitPattern & (bitPattern & 0x7F80 == 0 ? 0x8000 : 0xFFFF))
  }
}
