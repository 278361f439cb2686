import Conformance
import KerasOptimizers

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
