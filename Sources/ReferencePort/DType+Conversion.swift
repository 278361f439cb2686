import Conformance
import OptimizerKernels

extension Conformance.DType {
  /// The same dtype in the library.
  var scalar: OptimizerKernels.DType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .float16: .float16
    case .bfloat16: .bfloat16
    }
  }
}

extension OptimizerKernels.DType {
  /// The same dtype on the wire.
  var wire: Conformance.DType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .float16: .float16
    case .bfloat16: .bfloat16
    }
  }
}
