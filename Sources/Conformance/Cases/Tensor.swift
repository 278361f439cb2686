/// The elements of an array as bits, in row-major order.
///
/// Equality is equality of bits: to judge a result, in which a NaN matches any NaN, use ``DType/matches(_:_:)``.
public struct Tensor: Hashable, Sendable {
  /// The type of the elements.
  public var dtype: DType
  /// The elements' bits, each in the low ``DType/bitWidth`` bits of its word.
  public var bits: [UInt64]

  /// A tensor of these elements.
  public init(_ dtype: DType, bits: [UInt64]) {
    self.dtype = dtype
    self.bits = bits
  }

  /// A tensor of these elements, given in words of any width: `Tensor(.float32, bits: floats.map(\.bitPattern))`.
  @inlinable
  public init(_ dtype: DType, bits: some Sequence<some FixedWidthInteger & UnsignedInteger>) {
    self.init(dtype, bits: bits.map { UInt64($0) })
  }

  /// The number of elements.
  public var count: Int { bits.count }

  /// The elements in words of another width, which must be at least the width of the elements.
  @inlinable
  public func words<Word: FixedWidthInteger & UnsignedInteger>(as type: Word.Type) -> [Word] {
    bits.map { Word(truncatingIfNeeded: $0) }
  }

  /// The numbers that the elements stand for, exactly.
  public var values: [Double] { bits.map(dtype.value(ofBits:)) }
}

/// What is wrong with a tensor on the wire: a sentence.
struct TensorError: Error, CustomStringConvertible {
  let description: String
}
