extension Constraint {
  /// Scales to the norm 1.
  public struct UnitNorm: Hashable, Sendable {
    /// `axis`; nil for Keras' default, 0.
    public var axes: Axes?

    /// The constraint that is given these arguments.
    public init(axes: Axes? = nil) {
      self.axes = axes
    }
  }
}

extension Constraint.UnitNorm: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .axes("axis", \.axes)
  ]

  init() { self.init(axes: nil) }
}
