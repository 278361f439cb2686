/// Bytes of our own, aligned for any vector unit, freed with the object.
final class Memory {
  let address: UnsafeMutableRawPointer
  let byteCount: Int

  init(byteCount: Int) {
    self.byteCount = byteCount
    address = .allocate(byteCount: max(byteCount, 1), alignment: 64)
  }

  deinit { address.deallocate() }

  /// An address for blocks without elements; nothing is ever read or written there.
  static var nowhere: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: 64).unsafelyUnwrapped
  }
}

/// Room for intermediate values, kept from step to step.
struct Scratch {
  private var memory: Memory?

  /// A block whose elements are not initialised.
  mutating func block(count: Int, dtype: DType) -> Block {
    let byteCount = count * dtype.byteCount
    if let memory, memory.byteCount >= byteCount {
      return Block(address: memory.address, count: count, dtype: dtype)
    }
    let larger = Memory(byteCount: byteCount)
    memory = larger
    return Block(address: larger.address, count: count, dtype: dtype)
  }
}
