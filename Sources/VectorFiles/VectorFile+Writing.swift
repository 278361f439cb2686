public import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension VectorFile {
  /// A file of cases as a text that is read as such a file.
  ///
  /// - Parameters:
  ///   - about: What the file is for: a sentence.
  ///   - provenance: Where the expectations come from.
  ///   - cases: The cases, each with its expectation.
  /// - Returns: The text.
  /// - Throws: What the encoder throws.
  public static func text(about: String, provenance: JSONValue, cases: [Case]) throws -> String {
    struct Head: Encodable {
      let format = VectorFile.format
      let about: String
      let provenance: JSONValue
    }
    let head = try JSONLine.encode(Head(about: about, provenance: provenance), as: .hexadecimal)
    let lines = try cases.map { try JSONLine.encode(Written(testCase: $0), as: .hexadecimal) }
    return head.dropLast() + ",\"cases\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
  }

  /// A case with all of its fields.
  private struct Written: Encodable {
    let testCase: Case

    private enum Keys: String, CodingKey { case note, keras, expect }

    package func encode(to encoder: any Encoder) throws {
      try testCase.encodeRequest(to: encoder, as: .hexadecimal)
      var fields = encoder.container(keyedBy: Keys.self)
      try fields.encodeIfPresent(testCase.note, forKey: .note)
      try fields.encodeIfPresent(testCase.keras, forKey: .keras)
      try testCase.expectation?.encode(to: fields.superEncoder(forKey: .expect), of: testCase)
    }
  }
}
