import Conformance
import KerasOptimizers

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
