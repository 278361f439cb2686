extension Constraint {
  /// Draws norms into a range.
  public struct MinMaxNorm: Hashable, Sendable {
    /// `min_value`; nil for Keras' default, 0.
    public var minValue: Double?
    /// `max_value`; nil for Keras' default, 1.
    public var maxValue: Double?
    /// `rate`; nil for Keras' default, 1.
    public var rate: Double?
    /// `axis`; nil for Keras' default, 0.
    public var axes: Axes?

    public init(minValue: Double? = nil, maxValue: Double? = nil, rate: Double? = nil, axes: Axes? = nil) {
      self.minValue = minValue
      self.maxValue = maxValue
      self.rate = rate
      self.axes = axes
    }
  }
}

extension Constraint.MinMaxNorm: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .number("min_value", \.minValue),
    .number("max_value", \.maxValue),
    .number("rate", \.rate),
    .axes("axis", \.axes),
  ]

  init() { self.init(minValue: nil) }
}
