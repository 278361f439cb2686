public import Conformance
public import Dialects

/// How numbers of one dtype are computed with: each function is one operation of section 2.2 of the specification.
///
/// A format is a small value that each ``Number`` carries with it, so that a formula of the model reads like the
/// specification's, and what an operation does depends on the numbers alone.
public protocol NumberFormat: Hashable, Sendable {
  /// What holds a number while the model computes.
  associatedtype Carrier: BinaryFloatingPoint & Sendable

  /// The numbers of a dtype, as somebody who makes these mistakes computes with them.
  init(_ dtype: DType, _ dialect: Dialect)

  var dtype: DType { get }
  /// The format of numbers that all elements share: constants, powers, the step size.
  var scalar: Self { get }
  /// The format of what comes of a number of this format and one of another of the same dtype.
  func joined(_ other: Self) -> Self

  func add(_ a: Carrier, _ b: Carrier) -> Carrier
  func subtract(_ a: Carrier, _ b: Carrier) -> Carrier
  func multiply(_ a: Carrier, _ b: Carrier) -> Carrier
  func divide(_ a: Carrier, _ b: Carrier) -> Carrier
  func squareRoot(_ a: Carrier) -> Carrier
  /// `a * b + c`, rounded once: what Keras never does.
  func multiplyAdd(_ a: Carrier, _ b: Carrier, _ c: Carrier) -> Carrier

  /// The C library's `pow` in the dtype (rules R-POWER-1 to R-POWER-3).
  func power(_ base: Carrier, _ exponent: Carrier) -> Carrier
  func cosine(_ a: Carrier) -> Carrier
  func logarithm(_ a: Carrier) -> Carrier

  /// A number as an operation sees it: a subnormal may count as zero (rules R-FLUSH-1, R-FLUSH-2).
  func operand(_ a: Carrier) -> Carrier
  /// A constant beside a tensor (rule R-CONST-2).
  func constant(_ value: Double) -> Carrier
  /// A number of another dtype (rule R-CAST-1).
  func cast(_ a: Carrier, from other: Self) -> Carrier
  /// A number as a variable or a slot keeps it.
  func stored(_ a: Carrier) -> Carrier
}

extension NumberFormat {
  /// The number that these bits stand for.
  func number(ofBits bits: UInt64) -> Number<Self> { Number(Carrier(dtype.value(ofBits: bits)), self) }

  /// The number, as a constant that goes through float32 (rule R-CONST-1).
  func throughFloat32(_ value: Double, _ dialect: Dialect) -> Number<Self> {
    let float32 = Self(.float32, dialect).scalar
    return Number(float32.constant(value), float32).cast(to: scalar)
  }
}
