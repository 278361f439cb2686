/// The gradient of the loss with respect to one variable.
///
/// The elements are in row-major order. A gradient may have another dtype than its variable: it keeps it
/// through unscaling and clipping and is cast for the Adam update (rule R-CAST-1).
///
/// A sparse gradient has elements for some rows of the variable only, as an embedding's has: TensorFlow's
/// `IndexedSlices`. It is not the same as a gradient with zeros elsewhere: rows of one index are clipped as
/// they are, and their squares are added in the velocity (rules R-SPARSE-1 to R-SPARSE-6).
public struct Gradient {
  public var dtype: DType { block.dtype }
  /// The number of elements; of a sparse gradient, of those of its rows.
  public var count: Int { block.count }
  /// The shape, when it is known beyond the number of elements.
  public let shape: [Int]?

  /// The rows of the variable, along its first axis, that a sparse gradient has elements for; nil for all.
  public let rows: [Int]?

  let block: Block
  /// The dtype of what the caller gave, which is another one once a loss scale is divided out.
  let givenDType: DType
  private let owned: Memory?

  /// A gradient with a copy of the elements; without a shape it takes that of its variable.
  public init<S: Scalar>(_ values: [S], shape: [Int]? = nil) {
    self = values.withUnsafeBytes { Gradient(copying: $0, dtype: S.dtype, shape: shape) }
  }

  /// A sparse gradient.
  ///
  /// - Parameters:
  ///   - rows: The rows of the variable that have a gradient, in any order, also repeatedly. A row below 0 counts for
  ///     nothing but the norm in clipping by norm, as with TensorFlow. One that the variable does not have is refused,
  ///     also where rows have no elements, as of a variable of shape `[2, 0]`, for which Keras accepts it.
  ///   - values: The elements of those rows, one row after the other.
  public init<S: Scalar>(rows: [Int], values: [S]) {
    self = values.withUnsafeBytes { Gradient(rows: rows, copying: $0, dtype: S.dtype) }
  }

  /// A gradient with a copy of the elements that `bytes` holds.
  ///
  /// - Precondition: They are a whole number of elements.
  public init(copying bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]? = nil) {
    self.init(rows: nil, copying: bytes, dtype: dtype, shape: shape)
  }

  /// A sparse gradient with a copy of the rows' elements that `bytes` holds.
  ///
  /// - Precondition: They are a whole number of elements.
  public init(rows: [Int], copying bytes: UnsafeRawBufferPointer, dtype: DType) {
    self.init(rows: rows, copying: bytes, dtype: dtype, shape: nil)
  }

  /// A view of memory that you own, aligned for the dtype, and keep in place until `apply` returns. It is only read,
  /// and must not be that of a variable, which `apply` changes before it has read all of the gradient.
  ///
  /// - Precondition: It is a whole number of elements.
  public init(viewing bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]? = nil) {
    let address = UnsafeMutableRawPointer(mutating: bytes.baseAddress) ?? Memory.nowhere
    self.init(rows: nil, address: address, byteCount: bytes.count, dtype: dtype, shape: shape, owned: nil)
  }

  /// A view of elements that you own and keep in place until `apply` returns. They are only read, and must not be
  /// those of a variable.
  public init<S: Scalar>(viewing memory: UnsafeBufferPointer<S>, shape: [Int]? = nil) {
    self.init(viewing: UnsafeRawBufferPointer(memory), dtype: S.dtype, shape: shape)
  }

  /// Other elements in memory that somebody keeps in place, for the same rows and of the same shape.
  init(viewing block: Block, likeThatOf other: Gradient) {
    self.block = block
    shape = other.shape
    rows = other.rows
    givenDType = other.givenDType
    owned = nil
  }

  /// Whether no element is NaN or infinite, as TensorFlow finds it: of several rows for one it sees the last.
  var isFinite: Bool {
    if let rows { block.isFinite(inLastOf: rows) } else { block.isFinite }
  }

  private init(rows: [Int]?, copying bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]?) {
    let memory = Memory(byteCount: bytes.count)
    memory.address.copyMemory(
      from: bytes.baseAddress ?? UnsafeRawPointer(memory.address), byteCount: bytes.count)
    self.init(
      rows: rows, address: memory.address, byteCount: bytes.count, dtype: dtype, shape: shape, owned: memory)
  }

  private init(
    rows: [Int]?, address: UnsafeMutableRawPointer, byteCount: Int, dtype: DType, shape: [Int]?,
    owned: Memory?
  ) {
    precondition(
      byteCount % dtype.byteCount == 0,
      "\(byteCount) bytes are not a whole number of \(dtype) elements.")
    self.block = Block(address: address, count: byteCount / dtype.byteCount, dtype: dtype)
    self.shape = shape
    self.rows = rows
    self.owned = owned
    givenDType = dtype
  }
}
