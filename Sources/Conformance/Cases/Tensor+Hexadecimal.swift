extension Tensor {
  /// Reads elements of fixed-width big-endian lower-case hexadecimal, the encoding `hex` of the protocol.
  ///
  /// - Throws: an error whose description says which digit is wrong, or that digits are missing.
  public init(_ dtype: DType, hexadecimal text: String) throws {
    let width = dtype.digitCount
    var text = text
    self = try text.withUTF8 { digits in
      guard digits.count.isMultiple(of: width) else {
        throw TensorError(
          description: "\(digits.count) hexadecimal digits, but each \(dtype.rawValue) has \(width)"
        )
      }
      let bits = try [UInt64](unsafeUninitializedCapacity: digits.count / width) { buffer, count in
        for element in 0..<digits.count / width {
          var word: UInt64 = 0
          for position in element * width..<(element + 1) * width {
            let digit = Self.value(ofDigit: digits[position])
            guard digit < 16 else {
              throw TensorError(
                description: "character \(position + 1) is not a lower-case hexadecimal digit"
              )
            }
            word = word << 4 | UInt64(digit)
          }
          buffer.initializeElement(at: element, to: word)
          count = element + 1
        }
      }
      return Tensor(dtype, bits: bits)
    }
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

  /// The value of a digit, or 16 and more if the character is none.
  @inline(__always)
  private static func value(ofDigit character: UInt8) -> UInt8 {
    let decimal = character &- 0x30
    if decimal < 10 { return decimal }
    let letter = character &- 0x61
    return letter < 6 ? letter + 10 : 16
  }
}
