#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One message of the protocol: a JSON object on a line.
package enum JSONLine {
  /// What stands for -0 until the line is written.
  ///
  /// The encoder would print `-0`, which many readers of JSON take for an integer and so for +0. A string
  /// with this text takes its place, and loses its quotes in the end. No case has it as a name.
  package static let negativeZero = "-0.0"

  /// The line for a message, without the line's end.
  package static func encode(_ message: some Encodable, as encoding: TensorEncoding) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.userInfo[.tensorEncoding] = encoding
    let line = String(decoding: try encoder.encode(message), as: UTF8.self)
    return encoding == .decimal ? line.replacing("\"\(negativeZero)\"", with: negativeZero) : line
  }

  /// The message on a line.
  ///
  /// For a reply, `testCase` is the case that it answers, which says of what type its tensors are.
  package static func decode<Message: Decodable>(
    _ type: Message.Type,
    from line: String,
    answering testCase: Case? = nil
  ) throws -> Message {
    let decoder = JSONDecoder()
    if let testCase { decoder.userInfo[.answeredCase] = testCase }
    return try decoder.decode(type, from: Data(line.utf8))
  }

  /// Whether a line is a JSON object, of whatever sense.
  package static func isObject(_ line: String) -> Bool {
    (try? decode([String: JSONValue].self, from: line)) != nil
  }

  /// The number of the request or reply on a line, which may make no sense otherwise.
  package static func sequence(in line: String) -> Int? {
    struct Numbered: Decodable { let seq: Int? }
    return try? decode(Numbered.self, from: line).seq
  }
}

extension CodingUserInfoKey {
  /// How tensors are to be written.
  fileprivate static let tensorEncoding = named("tensorEncoding")
  /// The case that a reply answers.
  fileprivate static let answeredCase = named("answeredCase")
}

extension Encoder {
  /// How tensors are to be written.
  package var tensorEncoding: TensorEncoding { userInfo[.tensorEncoding] as? TensorEncoding ?? .hexadecimal }
}

extension Decoder {
  /// The case that the reply answers.
  package var answeredCase: Case? { userInfo[.answeredCase] as? Case }
}
