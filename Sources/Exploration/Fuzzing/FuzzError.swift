public import Conformance

/// Why there can be no search.
public enum FuzzError: Fault, Hashable {
  /// The ports have no type in common.
  case nothingInCommon

  public var blame: Blame { .usage }

  public var description: String {
    switch self {
    case .nothingInCommon: "The port and the oracle have no dtype in common, so that no case suits both."
    }
  }
}
