import ArgumentParser
import CPython
import Conformance
import Exploration
import KerasOracle
import PortProcesses
import Reporting
import VectorFiles

/// What the command's exit status says.
enum ExitStatus: Int32 {
  case conforms = 0
  case wrongPort = 1
  case wrongUsage = 2
  case brokenPort = 3
  case damagedVectors = 4

  /// The status after a suite.
  init(of outcome: SuiteResult.Outcome) {
    switch outcome {
    case .conforms, .expected: self = .conforms
    case .differs, .outdated, .unjudged: self = .wrongPort
    case .broken: self = .brokenPort
    }
  }

  /// The status after a command has thrown an error, which may be a call for help.
  init(of error: any Error) {
    switch error {
    case let outcome as Unconforming: self.init(of: outcome.outcome)
    case let oracle as UnstartedOracle: self.init(of: oracle.reason)
    case is VectorError, SuiteError.incomplete: self = .damagedVectors
    case SuiteError.nothingMatches: self = .wrongUsage
    case SuiteError.portUnusable, SuiteError.inconsistentPort, is PortFault: self = .brokenPort
    case is BudgetError, is ExpectationError, is MergeError, is ReportError, is UnreadableReplies:
      self = .wrongUsage
    case is SetupError, is KerasPortError, is PythonException, is NotReady, is FuzzError: self = .wrongUsage
    default:
      switch AdamWCommand.exitCode(for: error) {
      case .success: self = .conforms
      case .validationFailure: self = .wrongUsage
      default: self = .brokenPort
      }
    }
  }

  /// What there is to say about an error: nothing more where a report has said it.
  static func message(of error: any Error) -> String {
    switch error {
    case is Unconforming, is NotReady: ""
    case let oracle as UnstartedOracle: "\(message(of: oracle.reason)) Or use --oracle reference."
    case let error as VectorError: "adamw: \(error)"
    case is SuiteError, is PortFault, is BudgetError, is ExpectationError, is MergeError, is ReportError,
      is UnreadableReplies, is KerasPortError, is FuzzError, is OracleFault:
      "adamw: \(error)"
    // Found only while the command ran: its usage would say nothing about it.
    case let error as ValidationError: "adamw: \(error.message)"
    case is SetupError, is PythonException: "adamw: Keras does not start. \(error)"
    default: AdamWCommand.fullMessage(for: error)
    }
  }
}

/// Ends a command that has reported an outcome other than that the port conforms.
struct Unconforming: Error {
  let outcome: SuiteResult.Outcome
}
