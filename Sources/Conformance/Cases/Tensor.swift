/// The elements of an array as bits, in row-major order.
///
/// Equality is equality of bits: to judge a result, in which a NaN matches any NaN, use ``DType/matches(_:_:)``.
public struct Tensor: Hashable, Sendable {
  /// The elements' bits, in words of the elements' own width.
  private enum Words: Hashable, Sendable {
    case two([UInt16])
    case four([UInt32])
    case eight([UInt64])
  }

  public let dtype: DType
  private var words: Words

  /// A tensor of the low ``DType/bitWidth`` bits of each word; what stands above them is dropped.
  public init(_ dtype: DType, bits: [UInt64]) {
    self.dtype = dtype
    words =
      switch dtype.bitWidth {
      case 16: .two(bits.map { UInt16(truncatingIfNeeded: $0) })
      case 32: .four(bits.map { UInt32(truncatingIfNeeded: $0) })
      default: .eight(bits)
      }
  }

  /// A tensor of these elements, given in words of any width: `Tensor(.float32, bits: floats.map(\.bitPattern))`.
  @inlinable
  public init(_ dtype: DType, bits: some Sequence<some FixedWidthInteger & UnsignedInteger>) {
    self.init(dtype, bits: bits.map { UInt64($0) })
  }

  /// The elements' bits, each in the low ``DType/bitWidth`` bits of its word.
  public var bits: [UInt64] {
    get {
      switch words {
      case .two(let words): words.map { UInt64($0) }
      case .four(let words): words.map { UInt64($0) }
      case .eight(let words): words
      }
    }
    set { self = Tensor(dtype, bits: newValue) }
  }

  public var count: Int {
    switch words {
    case .two(let words): words.count
    case .four(let words): words.count
    case .eight(let words): words.count
    }
  }

  /// The elements in words of another width, which must be at least the width of the elements.
  @inlinable
  public func words<Word: FixedWidthInteger & UnsignedInteger>(as type: Word.Type) -> [Word] {
    bits.map { Word(truncatingIfNeeded: $0) }
  }

  /// The numbers that the elements stand for, exactly.
  public var values: [Double] { bits.map(dtype.value(ofBits:)) }
}

extension Tensor {
  /// A tensor of elements as they lie in memory.
  package init(_ dtype: DType, bytes: UnsafeRawBufferPointer) {
    self.init(dtype, count: bytes.count / (dtype.bitWidth / 8)) { $0.copyMemory(from: bytes) }
  }

  /// A tensor whose elements `fill` writes as they lie in memory, all of them or it throws.
  init<Failure: Error>(
    _ dtype: DType, count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    self.dtype = dtype
    switch dtype.bitWidth {
    case 16: words = .two(try Self.filled(count, fill))
    case 32: words = .four(try Self.filled(count, fill))
    default: words = .eight(try Self.filled(count, fill))
    }
  }

  private static func filled<Word, Failure: Error>(
    _ count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> [Word] {
    try [Word](unsafeUninitializedCapacity: count) { (buffer, initialized) throws(Failure) in
      let size = count * MemoryLayout<Word>.size
      try fill(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: size))
      initialized = count
    }
  }

  /// The elements as they lie in memory.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch words {
    case .two(let words): words.withUnsafeBytes(body)
    case .four(let words): words.withUnsafeBytes(body)
    case .eight(let words): words.withUnsafeBytes(body)
    }
  }
}
