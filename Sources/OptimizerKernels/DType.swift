/// The element type of a variable, a gradient or an optimizer slot.
///
/// Corresponds to the `dtype` of a `keras.Variable`; the raw values are Keras' own names.
public enum DType: String, CaseIterable, Sendable, CustomStringConvertible {
  /// IEEE 754 binary32, Swift's `Float`.
  case float32
  /// IEEE 754 binary64, Swift's `Double`.
  case float64
  /// IEEE 754 binary16, Swift's `Float16`.
  case float16
  /// The upper half of a binary32: 8 bits of exponent, 8 of significand. See ``BFloat16``.
  case bfloat16

  /// Keras' name, also where a conformance of somebody else's, as to `CodingKey`, would print more.
  public var description: String { rawValue }

  /// The size of one element in bytes.
  public var byteCount: Int {
    switch self {
    case .float32: 4
    case .float64: 8
    case .float16, .bfloat16: 2
    }
  }
}

/// Work over the elements of a dtype that is known only at run time.
///
/// Loops stay within this module: a generic that is called from another one is a hundred times slower.
protocol Loop {
  associatedtype Result
  func run<N: Number>(over number: N.Type) -> Result
}

extension DType {
  /// Runs a loop with this dtype's number: the one place where a dtype becomes a type, so that each loop is
  /// compiled four times, concretely, from one source.
  @inline(__always)
  func run<L: Loop>(_ loop: L) -> L.Result {
    switch self {
    case .float32: loop.run(over: Float.self)
    case .float64: loop.run(over: Double.self)
    case .float16: loop.run(over: Half.self)
    case .bfloat16: loop.run(over: BFloat16.self)
    }
  }
}

extension DType {
  /// The nearest number of this dtype, as a `Double` that holds it exactly.
  package func round(_ value: Double) -> Double {
    run(Round(value: value))
  }
}

private struct Round: Loop {
  let value: Double

  func run<N: Number>(over number: N.Type) -> Double { N(rounding: value).exact }
}
