/// A value for each dtype that there is one for.
struct PerDType<Value> {
  private var float32: Value?
  private var float64: Value?
  private var float16: Value?
  private var bfloat16: Value?

  @inline(__always)
  subscript(dtype: DType) -> Value? {
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
