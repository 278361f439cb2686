extension Constraint {
  /// Scales down what has a norm above the largest.
  public struct MaxNorm: Hashable, Sendable {
    /// `max_value`; nil for Keras' default, 2.
    public var maxValue: Double?
    /// `axis`; nil for Keras' default, 0.
    public var axes: Axes?

    public init(maxValue: Double? = nil, axes: Axes? = nil) {
      self.maxValue = maxValue
      self.axes = axes
    }
  }
}

extension Constraint.MaxNorm: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .number("max_value", \.maxValue),
    .axes("axis", \.axes),
  ]

  init() { self.init(maxValue: nil) }
}
