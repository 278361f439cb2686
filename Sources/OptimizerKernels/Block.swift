/// Elements of one dtype somewhere in memory, owned by somebody else.
package struct Block {
  package var address: UnsafeMutableRawPointer
  package var count: Int
  package var dtype: DType

  package init(address: UnsafeMutableRawPointer, count: Int, dtype: DType) {
    self.address = address
    self.count = count
    self.dtype = dtype
  }

  package var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: address, count: count * dtype.byteCount)
  }

  package func fillWithZero() {
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Copies the elements of a block of the same dtype and count, bit by bit.
  package func copy(_ source: Block) {
    precondition(source.count == count && source.dtype == dtype, "A copy is between blocks of one kind.")
    bytes.copyMemory(from: UnsafeRawBufferPointer(source.bytes))
  }

  /// Takes over the elements of a block of the same count, in this block's dtype. They must not overlap.
  package func assign(_ source: Block) {
    if source.dtype == dtype { copy(source) } else { source.cast(into: self) }
  }

  /// Writes one element, rounded to the dtype.
  package func store(_ value: Double, at index: Int) {
    dtype.run(Store(block: self, index: index, value: value))
  }

  @inline(__always)
  func elements<N: Number>(_ number: N.Type) -> UnsafeMutablePointer<N> {
    address.assumingMemoryBound(to: number)
  }
}

private struct Store: Loop {
  let block: Block
  let index: Int
  let value: Double

  func run<N: Number>(over number: N.Type) { block.elements(number)[index] = N(rounding: value) }
}
