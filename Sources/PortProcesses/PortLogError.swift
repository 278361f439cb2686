public import Conformance
public import Processes

/// Why there is no file of all that programs log, or not all of it is there.
public enum PortLogError: Fault, Hashable {
  case notOpened(path: String, SystemError)
  /// Something could no more be written.
  case notWritten(path: String, SystemError)

  public var blame: Blame {
    switch self {
    case .notOpened: .usage
    case .notWritten: .machine
    }
  }

  public var description: String {
    switch self {
    case .notOpened(let path, let error), .notWritten(let path, let error):
      "The log cannot be written to '\(path.printable)': \(error)."
    }
  }
}
