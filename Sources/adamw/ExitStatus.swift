import ArgumentParser
import Conformance
import Reporting

/// What the exit status of every command says: the one table, which the help and the READMEs repeat.
///
/// How blame is laid, where it is not plain:
/// - A program that cannot be started is the port's fault (3), unless no other could be either (5).
/// - Recorded replies that are junk, or incomplete, are the port's (3); a file of them that cannot be read is the
///   user's (2), as is a budget, an expectation or a report to merge that is none, and a case to replay that is not
///   there. A replay is printed also for a port that does not start: that is when it is wanted.
/// - What could not be written from the start is the user's (2). What can no more be written at the end, be it a
///   report or standard output on a full disk, is this machine's (5): a verdict that nobody gets is none.
/// - An error of the category `internal` in reply to a case is an answer, and a wrong one (1); Keras' is none (5).
/// - Keras is a port like another as long as it answers, so that other bits are 1. What else becomes of it is no
///   news of a port (5), and so is an embedded Python that is missing, even if the user named it.
/// - An error that nobody foresaw is this package's own (5).
enum ExitStatus: Int32, CaseIterable {
  case conforms = 0
  case wrongPort = 1
  case wrongUsage = 2
  case brokenPort = 3
  case damagedVectors = 4
  case notJudged = 5

  /// What it says, in a table.
  var meaning: String {
    switch self {
    case .conforms: "the port conforms, or differs only as expected"
    case .wrongPort: "the port computes something else"
    case .wrongUsage: "the command was used wrongly"
    case .brokenPort: "the port's program is broken: it crashed, hung, or broke the protocol"
    case .damagedVectors: "the vectors are damaged or missing"
    case .notJudged: "the oracle or this machine failed, and the port was not judged"
    }
  }

  /// The table, for the help.
  static var table: String {
    "Exit status:\n" + allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n")
  }

  /// The status for an error that blames somebody.
  init(blaming blame: Blame) {
    switch blame {
    case .usage: self = .wrongUsage
    case .port: self = .brokenPort
    case .vectors: self = .damagedVectors
    case .oracle, .machine: self = .notJudged
    }
  }

  /// The status after a port was judged.
  ///
  /// - Parameters:
  ///   - outcome: What is to be said of the port.
  ///   - blame: Who is to blame where that is that it is broken.
  init(of outcome: Outcome, blaming blame: Blame = .port) {
    switch outcome {
    case .conforms, .expected, .follows: self = .conforms
    case .differs, .outdated, .unjudged: self = .wrongPort
    case .broken: self.init(blaming: blame)
    }
  }

  /// The status after a command has thrown an error, which may be a call for help.
  init(of error: any Error) {
    switch error {
    case let ended as Ended: self = ended.status
    case let fault as any Fault: self.init(blaming: fault.blame)
    default:
      switch AdamWCommand.exitCode(for: error) {
      case .success: self = .conforms
      case .validationFailure: self = .wrongUsage
      default: self = .notJudged
      }
    }
  }
}
