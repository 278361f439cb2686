/// Why a suite was not run to its end.
public enum SuiteError: Fault {
  /// A filter chooses no case.
  case nothingMatches(String)
  /// A port could not even describe itself, for this reason.
  case portUnusable(any Error)
  /// Several copies of a port describe themselves differently.
  case inconsistentPort
  /// Fewer cases were run than there are.
  case incomplete(executed: Int, selected: Int)

  public var blame: Blame {
    switch self {
    case .nothingMatches: .usage
    case .portUnusable(let reason): (reason as? any Fault)?.blame ?? .port
    case .inconsistentPort: .port
    case .incomplete: .machine
    }
  }

  /// A sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .nothingMatches(let pattern):
      "No case has an id or a rule that matches '\(pattern)'."
    case .portUnusable(let reason):
      "The port cannot be used: \(reason)"
    case .inconsistentPort:
      "The adapter is broken. Copies of the port describe themselves differently."
    case .incomplete(let executed, let selected):
      "Only \(executed) of \(selected) cases were run."
    }
  }
}

extension SuiteError: Equatable {
  /// Whether both say the same.
  public static func == (one: SuiteError, other: SuiteError) -> Bool { one.description == other.description }
}
