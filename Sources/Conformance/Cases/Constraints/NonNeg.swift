extension Constraint {
  /// Sets negative elements to zero.
  public struct NonNeg: Hashable, Sendable {
    public init() {}
  }
}

extension Constraint.NonNeg: KerasClass {
  static let arguments: [KerasArgument<Self>] = []
}
