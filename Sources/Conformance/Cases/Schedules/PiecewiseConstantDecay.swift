extension Schedule {
  /// A learning rate for each piece between boundaries.
  public struct PiecewiseConstantDecay: Hashable, Sendable {
    /// `boundaries`: the last step of each piece but the last.
    public var boundaries: [Double]
    /// `values`, of which Keras wants one more than boundaries.
    public var values: [Double]
    /// The schedule's name, which changes nothing.
    public var name: String?

    public init(boundaries: [Double], values: [Double], name: String? = nil) {
      self.boundaries = boundaries
      self.values = values
      self.name = name
    }
  }
}

extension Schedule.PiecewiseConstantDecay: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .numbers("boundaries", \.boundaries),
    .numbers("values", \.values),
    .name(\.name),
  ]

  init() { self.init(boundaries: [], values: []) }
}
