import KerasOptimizers

/// The element types of the safetensors format that an optimizer's variables have.
enum ElementType: String {
  case float32 = "F32"
  case float64 = "F64"
  case float16 = "F16"
  case bfloat16 = "BF16"
  /// A count, as Keras on TensorFlow keeps it.
  case int64 = "I64"
  /// A count, as Keras on other backends keeps it.
  case int32 = "I32"

  init(_ dtype: DType) {
    switch dtype {
    case .float32: self = .float32
    case .float64: self = .float64
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    }
  }

  /// The dtype of an array; nil for a count.
  var dtype: DType? {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int64, .int32: nil
    }
  }

  var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16: 2
    }
  }
}
