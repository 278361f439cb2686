@testable import OptimizerKernels

/// Elements in memory that is watched on both sides, at any offset from an aligned address.
final class Elements<N: Bits> {
  private static var margin: Int { 16 }
  private static var guardByte: UInt8 { 0xA5 }

  private let memory: UnsafeMutableRawBufferPointer
  private let range: Range<Int>
  let block: Block

  init(_ values: [N], offset: Int = 0) {
    let size = MemoryLayout<N>.size
    let elements = Self.margin + offset + values.count + Self.margin
    memory = .allocate(byteCount: elements * size, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: Self.guardByte)
    let start = (Self.margin + offset) * size
    range = start..<start + values.count * size
    let inner = UnsafeMutableRawBufferPointer(rebasing: memory[range])
    values.withUnsafeBytes { inner.copyMemory(from: $0) }
    block = Block(
      address: memory.baseAddress.unsafelyUnwrapped + start, count: values.count, dtype: N.dtype)
  }

  deinit { memory.deallocate() }

  var values: [N] {
    Array(UnsafeRawBufferPointer(rebasing: memory[range]).assumingMemoryBound(to: N.self))
  }

  var patterns: [N.Pattern] { values.map(\.unified) }

  /// Whether nothing was written beside the elements.
  var marginsAreIntact: Bool {
    memory[..<range.lowerBound].allSatisfy { $0 == Self.guardByte }
      && memory[range.upperBound...].allSatisfy { $0 == Self.guardByte }
  }
}
