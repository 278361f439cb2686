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
    let other = try JSONDecoder().decode(Decoded.self, from: data)
    #expect(tree.isEqual(to: other))
    // What is written is the same text again but for white space, for numbers are kept as they are spelt.
    #expect(Array(tree.text.utf8) == data.filter { $0 != UInt8(ascii: "\n") })
  }
}

/// A value as Foundation's decoder reads it.
private enum Decoded: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([Decoded])
  case object([String: Decoded])

  init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: Name.self) {
      var object: [String: Decoded] = [:]
      for name in fields.allKeys {
        object[name.stringValue] = try fields.decode(Decoded.self, forKey: name)
      }
      self = .object(object)
      return
    }
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let elements = try? container.decode([Decoded].self) {
      self = .array(elements)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else {
      self = .null
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSON {
  fileprivate func isEqual(to other: Decoded) -> Bool {
    switch (self, other) {
    case (.null, .null): return true
    case (.bool(let value), .bool(let other)): return value == other
    case (.number(let spelling), .number(let other)): return Double(spelling)?.bitPattern == other.bitPattern
    case (.string(let string), .string(let other)): return string == other
    case (.array(let values), .array(let others)):
      return values.count == others.count && zip(values, others).allSatisfy { $0.isEqual(to: $1) }
    case (.object(let members), .object(let others)):
      return members.count == others.count
        && members.allSatisfy { member in others[member.key].map(member.value.isEqual) ?? false }
    default: return false
    }
  }
}
