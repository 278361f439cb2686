/// A shell command that sends a port one case, as the suite does.
public struct Replay {
  /// The command with its input, to be pasted into a shell or piped into one.
  public let text: String

  /// The command for a case and a port that wants its tensors encoded so.
  public init(of testCase: Case, to command: [String], as encoding: TensorEncoding?) throws {
    let lines = try Requests(for: [(1, testCase)], as: encoding ?? .hexadecimal).lines
    let program = command.map(\.quotedForShell).joined(separator: " ")
    text = "\(program) <<'END'\n" + lines.joined(separator: "\n") + "\nEND\n"
  }
}

/// The requests of a whole run, for ports that read them from a file.
public struct Requests {
  /// The lines, from `start` to `stop`.
  public let lines: [String]

  /// The requests to run these cases, each with its number.
  public init(for cases: [(sequence: Int, testCase: Case)], as encoding: TensorEncoding) throws {
    let runs = cases.map { Request.run(sequence: $0.sequence, $0.testCase, trace: $0.testCase.hasTrace) }
    lines = try ([.start(protocol: Request.protocolVersion)] + runs + [.stop]).map {
      try JSONLine.encode($0, as: encoding)
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
