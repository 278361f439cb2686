import Conformance
import KerasOptimizers
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

extension Tensor {
  /// The bits that a block holds.
  init(_ block: Block) { self.init(block.dtype.wire, bytes: UnsafeRawBufferPointer(block.bytes)) }
}

extension KerasOptimizers.Variable {
  /// The variable that a case describes.
  convenience init(_ variable: Conformance.Variable) throws(OptimizerError) {
    self.init(zerosOf: variable.shape, dtype: variable.dtype.scalar, name: variable.name)
    assign(variable.data)
    overwriteWithGradient = variable.overwriteWithGradient
    constraint = try variable.constraint.map(makeConstraint)
  }

  /// Takes over the bits of a tensor of the same dtype and count.
  func assign(_ tensor: Tensor) {
    precondition(tensor.count == count, "\(name) has \(count) elements, not \(tensor.count).")
    tensor.withUnsafeBytes { bytes.copyMemory(from: $0) }
  }
}

extension Conformance.Gradient {
  /// The same gradient for the library; nil for a missing one.
  var gradient: KerasOptimizers.Gradient? {
    switch self {
    case .missing: nil
    case .dense(let tensor):
      tensor.withUnsafeBytes { KerasOptimizers.Gradient(copying: $0, dtype: tensor.dtype.scalar) }
    case .rows(let rows, let tensor):
      tensor.withUnsafeBytes { KerasOptimizers.Gradient(rows: rows, copying: $0, dtype: tensor.dtype.scalar) }
    }
  }
}
