/// The cyclic redundancy check of zip, PNG and Python's `zlib.crc32`.
struct CRC32 {
  private var register: UInt32 = 0xFFFF_FFFF

  private static let table = (0..<256 as Range<UInt32>).map { byte in
    (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }

  mutating func update(_ bytes: some Sequence<UInt8>) {
    let table = Self.table
    for byte in bytes { register = table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ register >> 8 }
  }

  /// Eight hexadecimal digits.
  var digits: String {
    let digits = String(~register, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
