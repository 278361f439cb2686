public import Conformance
import ExactJSON
import Wire

extension VectorFile {
  /// A file of cases as a text that is read as such a file.
  ///
  /// - Parameters:
  ///   - about: What the file is for: a sentence.
  ///   - provenance: Where the expectations come from.
  ///   - cases: The cases, each with its expectation.
  /// - Returns: The text.
  /// - Throws: An error for a number that JSON does not have.
  public static func text(about: String, provenance: JSONValue, cases: [Case]) throws -> String {
    let head = try JSONWriter.text { json in
      json.object { json in
        json.key("about")
        json.string(about)
        json.key("format")
        json.string(format)
        json.key("provenance")
        provenance.write(to: &json)
      }
    }
    let lines = try cases.map { testCase in
      try JSONWriter.text { testCase.write(to: &$0, as: .hexadecimal, isRequest: false) }
    }
    return head.dropLast() + ",\"cases\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
  }
}
