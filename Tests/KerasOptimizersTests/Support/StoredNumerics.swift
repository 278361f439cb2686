import Foundation
import KerasOptimizers

/// What Keras computed: `Tests/Numerics/library.json`, written by `scripts/generate/numerics.py`.
struct StoredNumerics: Decodable {
  struct PowerCheck: Decodable {
    let dtype: DType
    let beta: Double
    let steps: Int
    let checksum: String
  }

  struct ScheduleCheck: Decodable {
    let schedule: String
    let config: ScheduleConfig
    let steps: [Int]
    let bits: String
  }

  struct LossCheck: Decodable {
    let dtype: DType
    let factor: Double
    let losses: String
    let scaled: String
  }

  struct PartialRun: Decodable {
    let accumulation: Int?
    let calls: [[Int]]
    let shapes: [[Int]]
    let steps: [[String]]
  }

  let powers: [PowerCheck]
  let schedules: [ScheduleCheck]
  let losses: [LossCheck]
  let partial: [PartialRun]

  static func load() throws -> StoredNumerics {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Numerics/library.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(StoredNumerics.self, from: Data(contentsOf: file))
  }
}

extension DType: Decodable {}

/// The numbers of a type whose bits are written one after the other.
func decode<Pattern: FixedWidthInteger>(_ hexadecimal: String, as pattern: Pattern.Type) -> [Pattern] {
  let digits = Array(hexadecimal.utf8)
  let width = Pattern.bitWidth / 4
  return stride(from: 0, to: digits.count, by: width).map { start in
    Pattern(String(decoding: digits[start..<start + width], as: UTF8.self), radix: 16) ?? 0
  }
}

/// FNV-1a 64, where a round takes a whole pattern, or half of one of 64 bits, the lower half first.
struct Checksum {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ value: Double, _ dtype: DType) {
    switch dtype {
    case .float32: add(UInt64(Float(value).bitPattern))
    case .float64:
      add(value.bitPattern & 0xFFFF_FFFF)
      add(value.bitPattern >> 32)
    case .float16: add(UInt64(Float16(value).bitPattern))
    case .bfloat16: add(UInt64(Float(value).bitPattern >> 16))
    }
  }

  private mutating func add(_ word: UInt64) {
    state = (state ^ word) &* 0x100_0000_01B3
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
