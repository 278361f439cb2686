extension Constraint {
  /// Scales to the norm 1.
  public struct UnitNorm: Hashable, Sendable {
    /// `axis`; nil for Keras' default, 0.
    public var axes: Axes?

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
