/// The gradient of the loss with respect to one variable.
///
/// The elements are in row-major order. A gradient may have another dtype than its variable: it keeps it
/// through unscaling and clipping and is cast for the Adam update (rule R-CAST-1).
public struct Gradient {
  /// The element type.
  public var dtype: DType { block.dtype }
  /// The number of elements.
  public var count: Int { block.count }
  /// The shape, when it is known beyond the number of elements.
  public let shape: [Int]?

  let block: Block
  private let owned: Memory?

  /// A gradient with the given elements.
  public init<S: Scalar>(_ values: [S], shape: [Int]? = nil) {
    self = values.withUnsafeBytes { Gradient(copying: $0, dtype: S.dtype, shape: shape) }
  }

  /// A gradient with a copy of the elements that `bytes` holds.
  public init(copying bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]? = nil) {
    let memory = Memory(byteCount: bytes.count)
    memory.address.copyMemory(
      from: bytes.baseAddress ?? UnsafeRawPointer(memory.address), byteCount: bytes.count)
    self.init(address: memory.address, byteCount: bytes.count, dtype: dtype, shape: shape, owned: memory)
  }

  /// A view of memory that you own, aligned for the dtype, and keep in place until `apply` returns. It is only read.
  public init(viewing bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]? = nil) {
    let address = UnsafeMutableRawPointer(mutating: bytes.baseAddress) ?? Memory.nowhere
    self.init(address: address, byteCount: bytes.count, dtype: dtype, shape: shape, owned: nil)
  }

  /// A view of elements that you own and keep in place until `apply` returns. They are only read.
  public init<S: Scalar>(viewing memory: UnsafeBufferPointer<S>, shape: [Int]? = nil) {
    self.init(viewing: UnsafeRawBufferPointer(memory), dtype: S.dtype, shape: shape)
  }

  private init(
    address: UnsafeMutableRawPointer, byteCount: Int, dtype: DType, shape: [Int]?, owned: Memory?
  ) {
    precondition(
      byteCount % dtype.byteCount == 0,
      "\(byteCount) bytes are not a whole number of \(dtype) elements.")
    self.block = Block(address: address, count: byteCount / dtype.byteCount, dtype: dtype)
    self.shape = shape
    self.owned = owned
  }
}
