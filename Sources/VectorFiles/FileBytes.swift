#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The bytes of a file, with what one pass over them tells.
struct FileBytes: Sendable {
  let data: Data
  /// The 64-bit FNV-1a hash.
  let fnv1a64: UInt64
  /// Where the lines are, without their ends. Empty lines are left out.
  let lines: [Range<Int>]

  init(_ data: Data) {
    self.data = data
    (fnv1a64, lines) = data.withUnsafeBytes { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      var lines: [Range<Int>] = []
      var start = 0
      // Each step of the hash waits for the one before: the lines cost nothing beside it.
      for index in bytes.indices {
        hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3
        if bytes[index] == UInt8(ascii: "\n") {
          if start < index { lines.append(start..<index) }
          start = index + 1
        }
      }
      if start < bytes.count { lines.append(start..<bytes.count) }
      return (hash, lines)
    }
  }

  /// Hands over the bytes of a part.
  func withBytes<Value, Failure: Error>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let result = data.withUnsafeBytes { bytes in
      Result { () throws(Failure) in
        try body(UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[range]))
      }
    }
    return try result.get()
  }
}

extension Data {
  /// The 64-bit FNV-1a hash.
  package var fnv1a64: UInt64 { FileBytes(self).fnv1a64 }
}
