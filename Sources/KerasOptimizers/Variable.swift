/// A named array of numbers that an optimizer updates in place.
///
/// Corresponds to `keras.Variable`. The elements are in row-major order. A variable either owns its memory or
/// is a view of memory that you own; in both cases the optimizer writes to it directly, without a copy.
public final class Variable {
  /// The name, which ``Adam/excludeFromWeightDecay(variables:names:)`` searches. Keras' `path`.
  public let name: String
  /// The extent of each axis; `[]` is a scalar, and an extent of 0 makes the variable empty.
  public let shape: [Int]
  public var dtype: DType { block.dtype }
  public var count: Int { block.count }

  /// Whether a gradient is not followed but is the variable's new value, as the scales in float8 training are. An
  /// optimizer that is built with such a variable keeps neither moments nor an average for it. Corresponds to
  /// `keras.Variable.overwrite_with_gradient`.
  public var overwriteWithGradient = false

  /// What the elements are projected onto after each step that changes them. Corresponds to
  /// `keras.Variable.constraint`.
  public var constraint: (any Constraint)?

  // Unchecked, because it is read several times for each variable of a step, and only ever assigned as a whole.
  @exclusivity(unchecked) package internal(set) var block: Block
  private let owned: Memory?
  /// Whether the memory is handed over call by call, so that there is none in between.
  let isLent: Bool

  /// A variable of zeros.
  ///
  /// - Precondition: No extent is below 0, and memory can hold the elements; so for all variables.
  public init(zerosOf shape: [Int], dtype: DType = .float32, name: String = "variable") {
    let count = checkedCount(of: shape, dtype)
    let memory = Memory(byteCount: count * dtype.byteCount)
    self.name = name
    self.shape = shape
    self.owned = memory
    self.isLent = false
    self.block = Block(address: memory.address, count: count, dtype: dtype)
    block.fillWithZero()
  }

  /// A variable with the given elements.
  ///
  /// - Parameters:
  ///   - values: The elements in row-major order.
  ///   - shape: The shape; by default one axis.
  ///   - name: The name.
  /// - Precondition: There are as many elements as the shape has.
  public convenience init<S: Scalar>(_ values: [S], shape: [Int]? = nil, name: String = "variable") {
    self.init(zerosOf: shape ?? [values.count], dtype: S.dtype, name: name)
    assign(values)
  }

  /// A view of memory that you own and keep in place for as long as the variable is used.
  ///
  /// - Parameters:
  ///   - memory: The elements in row-major order.
  ///   - shape: The shape; by default one axis.
  ///   - name: The name.
  /// - Precondition: There are as many elements as the shape has.
  public convenience init<S: Scalar>(
    updating memory: UnsafeMutableBufferPointer<S>, shape: [Int]? = nil, name: String = "variable"
  ) {
    self.init(
      updating: UnsafeMutableRawBufferPointer(memory), dtype: S.dtype, shape: shape ?? [memory.count],
      name: name)
  }

  /// A view of raw memory that you own, aligned for the dtype, and keep in place for as long as the variable
  /// is used.
  ///
  /// - Precondition: It has as many bytes as the shape and the dtype say.
  public init(
    updating memory: UnsafeMutableRawBufferPointer, dtype: DType, shape: [Int], name: String = "variable"
  ) {
    let count = checkedCount(of: shape, dtype)
    precondition(
      memory.count == count * dtype.byteCount,
      "A \(dtype) variable of shape \(shape) has \(count * dtype.byteCount) bytes, not \(memory.count).")
    self.name = name
    self.shape = shape
    self.owned = nil
    self.isLent = false
    self.block = Block(address: memory.baseAddress ?? Memory.nowhere, count: count, dtype: dtype)
  }

  /// A variable whose memory is handed over call by call.
  init(lentMemoryOf shape: [Int], dtype: DType, name: String) {
    self.name = name
    self.shape = shape
    self.owned = nil
    self.isLent = true
    self.block = Block(address: Memory.nowhere, count: checkedCount(of: shape, dtype), dtype: dtype)
  }

  /// The elements, bit for bit.
  ///
  /// - Precondition: `S` is the type that belongs to the dtype, and the variable has memory of its own or of yours.
  public func values<S: Scalar>(as scalar: S.Type = Float.self) -> [S] {
    checkScalar(scalar)
    return Array(bytes.bindMemory(to: scalar))
  }

  /// Replaces all elements. Corresponds to `keras.Variable.assign`.
  ///
  /// - Precondition: `S` is the type that belongs to the dtype, there are as many values as elements, and the variable
  ///   has memory of its own or of yours.
  public func assign<S: Scalar>(_ values: [S]) {
    checkScalar(S.self)
    precondition(values.count == count, "\(name) has \(count) elements, not \(values.count).")
    values.withUnsafeBytes { bytes.copyMemory(from: $0) }
  }

  /// The elements where they are in memory, for reading and writing.
  ///
  /// - Precondition: The variable has memory of its own or of yours, and not that of
  ///   ``Adam/build(shapes:dtype:names:)``, which is there only while it is handed over.
  public var bytes: UnsafeMutableRawBufferPointer {
    precondition(isInMemory, "\(name) has no memory but in a call that hands it over.")
    return block.bytes
  }

  /// Whether there are elements to be read and written now.
  var isInMemory: Bool { !isLent || count == 0 || block.address != Memory.nowhere }

  private func checkScalar<S: Scalar>(_ scalar: S.Type) {
    precondition(
      S.dtype == dtype && MemoryLayout<S>.stride == dtype.byteCount, "\(name) is \(dtype), not \(S.self).")
  }
}

/// The product of extents; nil if an `Int` does not hold it.
func elementCount(of shape: [Int]) -> Int? {
  if shape.contains(0) { return 0 }
  var count = 1
  for extent in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: extent)
    if overflow { return nil }
    count = product
  }
  return count
}

/// The number of elements of a variable, whose bytes an `Int` counts.
private func checkedCount(of shape: [Int], _ dtype: DType) -> Int {
  precondition(shape.allSatisfy { $0 >= 0 }, "An extent is zero or more, not \(shape).")
  guard let count = elementCount(of: shape), count <= Int.max / dtype.byteCount else {
    preconditionFailure("A \(dtype) variable of shape \(shape) is more than memory can hold.")
  }
  return count
}
