import Conformance
import OptimizerKernels

extension Tensor {
  /// The bits that a block holds.
  init(_ block: Block) { self.init(block.dtype.wire, bytes: UnsafeRawBufferPointer(block.bytes)) }
}
