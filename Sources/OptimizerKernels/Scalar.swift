/// A number that every operation rounds to its own precision.
///
/// The loops are written once over this protocol. A result is rounded to nearest, ties to even, after each
/// single operation, and nothing is fused: that is what TensorFlow's kernels do for every dtype
/// (rules R-ROUND-1 and R-ROUND-2).
public protocol Scalar: Comparable, Sendable, BitwiseCopyable {
  /// The dtype that this scalar is the element of.
  static var dtype: DType { get }

  /// The nearest value to `value`; for the half types by way of `Float`, as TensorFlow converts.
  init(rounding value: Double)

  /// The same number as a `Double`, exactly.
  var exact: Double { get }

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self

  /// The correctly rounded square root; NaN below zero.
  var root: Self { get }

  var isNaN: Bool { get }
}

extension Float: Scalar {
  public static var dtype: DType { .float32 }
  @inline(__always) public init(rounding value: Double) { self = Float(value) }
  @inline(__always) public var exact: Double { Double(self) }
}

extension Double: Scalar {
  public static var dtype: DType { .float64 }
  @inline(__always) public init(rounding value: Double) { self = value }
  @inline(__always) public var exact: Double { self }
}

extension Float16: Scalar {
  public static var dtype: DType { .float16 }
  @inline(__always) public init(rounding value: Double) { self = Float16(Float(value)) }
  @inline(__always) public var exact: Double { Double(self) }
}

extension BFloat16: Scalar {
  public static var dtype: DType { .bfloat16 }
  @inline(__always) public init(rounding value: Double) { self = BFloat16(Float(value)) }
  @inline(__always) public var exact: Double { Double(Float(self)) }
}
