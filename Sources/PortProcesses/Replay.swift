public import Conformance
import ExactJSON
import Wire

/// A shell command that sends a port one case, as the suite does.
public struct Replay {
  /// The command with its input, to be pasted into a shell or piped into one.
  public let text: String

  /// The command for a case and a port that wants its tensors encoded so.
  public init(of testCase: Case, to command: [String], as encoding: TensorEncoding?) throws {
    let lines = try Requests(for: [(1, testCase)], as: encoding ?? .hexadecimal).lines
    let program = command.map(\.quotedForShell).joined(separator: " ")
    let comments =
      try testCase.expectation?.lines(as: encoding ?? .hexadecimal).map { "# expected \($0)\n" } ?? []
    text = "\(program) <<'END'\n" + lines.joined(separator: "\n") + "\nEND\n" + comments.joined()
  }
}

extension Expectation {
  /// What is expected, a line for each event of which it is known.
  fileprivate func lines(as encoding: TensorEncoding) throws -> [String] {
    switch self {
    case .refusal(let refusal):
      let argument = refusal.argument.map { " of \($0.printable)" } ?? ""
      return ["the refusal \(refusal.category.rawValue)\(argument)"]
    case .values(let values):
      return try values.steps.map { step in
        let variables = try JSONWriter.text { json in
          json.list(step.variables) { $1.write(to: &$0, as: encoding) }
        }
        return "after event \(step.event): \(variables)"
      }
    }
  }
}

extension String {
  /// The text as one word of a shell's command.
  fileprivate var quotedForShell: String {
    let plain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "-_./=:,+@%".unicodeScalars.contains(scalar))
      }
    return plain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
