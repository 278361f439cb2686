public import Conformance

/// An oracle that could make nothing of a case, or did not start or end.
public struct OracleFault: Fault, Hashable {
  /// What it does not do.
  let doing: String
  let message: String

  public var blame: Blame { .oracle }

  public var description: String {
    "The oracle does not \(doing): \(message.printableLines.joined(separator: "\n"))"
  }
}
