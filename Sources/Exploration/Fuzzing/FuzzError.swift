/// Why there can be no search.
public enum FuzzError: Error, Hashable, CustomStringConvertible {
  /// The ports have no type in common.
  case nothingInCommon

  public var description: String {
    switch self {
    case .nothingInCommon: "The port and the oracle have no dtype in common, so that no case suits both."
    }
  }
}
