import Foundation

/// The examples of `Vectors/worked.json`, one for each rule.
struct WorkedExamples: Decodable {
  struct Example: Decodable {
    let rule: String
    let lines: [Line]
  }

  /// A value, or what a wrong way gives.
  struct Line: Decodable {
    private enum CodingKeys: String, CodingKey {
      case testCase = "case"
      case event, variable, elements, quantity, dtype, bits, value
      case isKeras = "is_keras"
    }

    let testCase: String
    let event: Int
    let variable: Int
    /// The first and the end of the elements that are meant; nil for all.
    let elements: [Int]?
    let quantity: String?
    let isKeras: Bool?
    let dtype: String?
    let bits: String?
    let value: Value?
  }

  /// What is no tensor: a count or a sentence; other values are of no quantity.
  enum Value: Decodable {
    case count(Int)
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let count = try? container.decode(Int.self) {
        self = .count(count)
      } else {
        self = (try? container.decode(String.self)).map(Value.text) ?? .other
      }
    }
  }

  let examples: [Example]

  static func load(root: String) throws -> Self {
    try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: root + "/worked.json")))
  }
}
