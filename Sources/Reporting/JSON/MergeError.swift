public import Conformance

/// Why reports cannot be merged: a sentence.
public struct MergeError: Fault, Equatable {
  public let description: String
  public var blame: Blame { .usage }
}
