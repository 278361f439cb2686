/// A scalar that every operation rounds to a dtype: what a 0-dimensional tensor of that dtype is in Keras.
///
/// The operation is done in `Double` and rounded: for the four basic operations and the square root that
/// gives the bits of the dtype's own operation, because `Double` has more than twice its precision.
struct Rounded {
  let value: Double
  let dtype: DType

  /// A Python number beside a tensor: straight to the dtype (rule R-CONST-2).
  init(_ value: Double, _ dtype: DType) {
    self.value = dtype.round(value)
    self.dtype = dtype
  }

  /// A Python number beside a tensor: in a graph NumPy makes a constant of it, which rounds to float16 once
  /// (rule R-GRAPH-CONST).
  init(constant value: Double, _ dtype: DType, in profile: Profile) {
    self.init(profile == .graph && dtype == .float16 ? value.roundedToFloat16 : value, dtype)
  }

  /// A Python number that Keras casts: a float32 tensor first (rule R-CONST-1).
  init(throughFloat value: Double, _ dtype: DType) {
    self.init(Double(Float(value)), dtype)
  }

  static func + (a: Rounded, b: Rounded) -> Rounded { Rounded(a.value + b.value, a.dtype) }
  static func - (a: Rounded, b: Rounded) -> Rounded { Rounded(a.value - b.value, a.dtype) }
  static func * (a: Rounded, b: Rounded) -> Rounded { Rounded(a.value * b.value, a.dtype) }
  static func / (a: Rounded, b: Rounded) -> Rounded { Rounded(a.value / b.value, a.dtype) }

  func squareRoot() -> Rounded { Rounded(value.squareRoot(), dtype) }

  /// The smaller of two numbers; NaN if either is.
  static func minimum(_ a: Rounded, _ b: Rounded) -> Rounded { b.value < a.value || b.value.isNaN ? b : a }

  /// The larger of two numbers; NaN if either is.
  static func maximum(_ a: Rounded, _ b: Rounded) -> Rounded { a.value < b.value || b.value.isNaN ? b : a }
}

extension Double {
  /// The nearest number that float16 has, rounded once; infinity from half a step above the largest.
  fileprivate var roundedToFloat16: Double {
    guard isFinite else { return self }
    let step = max(magnitude.binade * 0x1p-10, 0x1p-24)
    return magnitude < 65520 ? (self / step).rounded() * step : self * .infinity
  }
}
