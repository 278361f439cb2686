extension Tensor {
  /// Reads elements of fixed-width big-endian lower-case hexadecimal, the encoding `hex` of the protocol.
  ///
  /// - Throws: an error whose description says which digit is wrong, or that digits are missing.
  public init(_ dtype: DType, hexadecimal text: String) throws {
    let digits = Array(text.utf8)
    self = try digits.withUnsafeBufferPointer { (digits) throws(TensorError) in
      try Tensor(dtype, digits: digits)
    }
  }

  package init(_ dtype: DType, digits: UnsafeBufferPointer<UInt8>) throws(TensorError) {
    let width = dtype.digitCount
    guard digits.count.isMultiple(of: width) else {
      throw TensorError(description: "\(digits.count) hexadecimal digits, but each \(dtype) has \(width)")
    }
    try self.init(dtype, count: digits.count / width) { (memory) throws(TensorError) in
      guard Self.read(digits, of: dtype, into: memory) else {
        throw TensorError(description: Self.fault(in: digits))
      }
    }
  }

  /// Writes the elements into memory; false if a character is no digit.
  private static func read(
    _ digits: UnsafeBufferPointer<UInt8>, of dtype: DType, into memory: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var isValid = true
    switch dtype.bitWidth {
    case 16:
      for index in 0..<digits.count / 8 {
        let word = digits.word(at: 8 * index, &isValid)
        // Two elements, of which the first stands in the upper half.
        memory.storeBytes(of: word >> 16 | word << 16, toByteOffset: 4 * index, as: UInt32.self)
      }
      if !digits.count.isMultiple(of: 8) {
        let last = digits.count - 4
        var word: UInt16 = 0
        for digit in digits[last...] {
          let value = UInt16(UInt8(hexadecimal: digit))
          isValid = isValid && value < 16
          word = word << 4 | value & 15
        }
        memory.storeBytes(of: word, toByteOffset: last / 2, as: UInt16.self)
      }
    case 32:
      for index in 0..<digits.count / 8 {
        memory.storeBytes(
          of: digits.word(at: 8 * index, &isValid), toByteOffset: 4 * index, as: UInt32.self)
      }
    default:
      for index in 0..<digits.count / 16 {
        let upper = UInt64(digits.word(at: 16 * index, &isValid))
        let lower = UInt64(digits.word(at: 16 * index + 8, &isValid))
        memory.storeBytes(of: upper << 32 | lower, toByteOffset: 8 * index, as: UInt64.self)
      }
    }
    return isValid
  }

  private static func fault(in digits: UnsafeBufferPointer<UInt8>) -> String {
    let position = digits.firstIndex { UInt8(hexadecimal: $0) > 15 } ?? 0
    return "character \(position + 1) is not a lower-case hexadecimal digit"
  }

  /// The elements as fixed-width big-endian lower-case hexadecimal.
  public var hexadecimal: String {
    let width = dtype.digitCount
    return String(unsafeUninitializedCapacity: count * width) { buffer in
      for (element, word) in bits.enumerated() {
        for position in 0..<width {
          let digit = UInt8(truncatingIfNeeded: word >> UInt64(4 * (width - 1 - position))) & 0xf
          buffer[element * width + position] = digit < 10 ? digit + 0x30 : digit + 0x57
        }
      }
      return count * width
    }
  }
}

extension UInt8 {
  /// The value of a digit, or 16 and more if the character is none.
  fileprivate init(hexadecimal character: UInt8) {
    let decimal = character &- 0x30
    let letter = character &- 0x61
    self = decimal < 10 ? decimal : letter < 6 ? letter + 10 : 16
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The value of eight digits, all at once, one in each byte of a word.
  @inline(__always)
  fileprivate func word(at index: Int, _ isValid: inout Bool) -> UInt32 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let text = UnsafeRawPointer(baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: UInt64.self)
      .bigEndian
    // Letters have bit 6, and their lower half counts from 1. No sum reaches the next byte.
    let letters = text >> 6 & ones
    let values = (text & (ones &* 15)) &+ letters &* 9
    // A character is a digit if its value leads back to it, and is from 0 to 9, or from 10 to 15 for a letter.
    let back = values &+ ones &* 0x30 &+ letters &* 0x27
    let isLarge = (values &+ ones &* 6) >> 4 & ones
    isValid = isValid && back == text && isLarge == letters && values >> 4 & ones == 0
    var packed = (values | values >> 4) & 0x00ff_00ff_00ff_00ff
    packed = (packed | packed >> 8) & 0x0000_ffff_0000_ffff
    return UInt32(truncatingIfNeeded: packed | packed >> 16)
  }
}
