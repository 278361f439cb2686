import Foundation
@testable import OptimizerKernels

/// What NumPy and TensorFlow computed: `Tests/Numerics/kernels.json`, written by `scripts/generate/numerics.py`.
struct StoredNumerics: Decodable {
  struct PatternCheck: Decodable {
    let dtype: DType
    let operation: String
    let operand: String?
    /// The checksum of the results with subnormals kept, by NumPy.
    let kept: String?
    /// The checksum of the results with subnormals flushed, by TensorFlow.
    let flushed: String
  }

  struct NarrowingCheck: Decodable {
    let from: DType
    let to: DType
    let kept: String
    let flushed: String
  }

  struct SumCheck: Decodable {
    let dtype: DType
    let exponent: UInt64
    let spread: UInt64
    let squared: Bool
    let sizes: [Int]
    let bits: String
  }

  struct LoopCheck: Decodable {
    let loop: String
    let dtype: DType
    let numbers: String
    let constants: [Double]
    let checksum: String
  }

  let patterns: [PatternCheck]
  let narrowing: [NarrowingCheck]
  let sums: [SumCheck]
  let specials: [String: String]
  let loops: [LoopCheck]

  static func load() throws -> StoredNumerics {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Numerics/kernels.json")
    return try JSONDecoder().decode(StoredNumerics.self, from: Data(contentsOf: file))
  }
}

extension DType: Decodable {}
