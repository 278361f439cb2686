/// A value for each dtype that is met.
struct PerDType<Value> {
  private var float32: Value?
  private var float64: Value?
  private var float16: Value?
  private var bfloat16: Value?

  /// The value of a dtype that has been provided for.
  @inline(__always)
  subscript(dtype: DType) -> Value {
    guard let value = self[ifProvided: dtype] else {
      preconditionFailure("There is no value for \(dtype).")
    }
    return value
  }

  /// Makes the value of a dtype unless there is one.
  @inline(__always)
  mutating func provide(_ dtype: DType, _ make: () -> Value) {
    if self[ifProvided: dtype] == nil { self[ifProvided: dtype] = make() }
  }

  @inline(__always)
  private subscript(ifProvided dtype: DType) -> Value? {
    get {
      switch dtype {
      case .float32: float32
      case .float64: float64
      case .float16: float16
      case .bfloat16: bfloat16
      }
    }
    set {
      switch dtype {
      case .float32: float32 = newValue
      case .float64: float64 = newValue
      case .float16: float16 = newValue
      case .bfloat16: bfloat16 = newValue
      }
    }
  }
}
