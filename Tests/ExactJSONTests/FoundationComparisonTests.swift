import ExactJSON
import Foundation
import Testing

/// Foundation's reader takes every text that this one takes, and for the same.
@Suite struct FoundationComparisonTests {
  private static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Vectors").standardizedFileURL

  private static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: vectors.path)) ?? [])
    .filter { $0.hasSuffix(".json") }.sorted()

  @Test func thereAreVectors() { #expect(Self.names.count > 20) }

  @Test(arguments: names) func everyValueOfTheVectorsIsTheSame(name: String) throws {
    let data = try Data(contentsOf: Self.vectors.appending(path: name))
    let tree = try Array(data).withUnsafeBufferPointer { (bytes) throws(JSONError) in
      try JSONReader.read(bytes, JSON.init(from:))
    }
    let other = try JSONSerialization.jsonObject(with: data)
    #expect(tree.isEqual(to: other))
    // What is written is the same text again but for white space, for numbers are kept as they are spelt.
    #expect(Array(tree.text.utf8) == data.filter { $0 != UInt8(ascii: "\n") })
  }
}

extension JSON {
  fileprivate func isEqual(to other: Any) -> Bool {
    switch self {
    case .null: return other is NSNull
    case .bool(let value): return (other as? NSNumber)?.boolValue == value
    case .number(let spelling): return (other as? NSNumber)?.doubleValue == Double(spelling)
    case .string(let string): return other as? String == string
    case .array(let values):
      guard let others = other as? [Any], others.count == values.count else { return false }
      return zip(values, others).allSatisfy { $0.isEqual(to: $1) }
    case .object(let members):
      guard let others = other as? [String: Any], others.count == members.count else { return false }
      return members.allSatisfy { member in others[member.key].map { member.value.isEqual(to: $0) } ?? false }
    }
  }
}
