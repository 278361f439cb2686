/// The values that a case must lead to.
public struct ExpectedValues: Hashable, Sendable {
  /// The variables after one event.
  public struct Step: Hashable, Sendable {
    /// The index of the event in the script.
    public var event: Int
    /// The value of each variable after the event.
    public var variables: [Tensor]

    public init(event: Int, variables: [Tensor]) {
      self.event = event
      self.variables = variables
    }
  }

  /// The steps that were kept: all of them, or in a long run some.
  public var steps: [Step]
  /// The state after the last event.
  public var state: State?
  /// The intermediate quantities; nil where the case keeps none.
  public var trace: [TraceEntry]?

  public init(steps: [Step], state: State? = nil, trace: [TraceEntry]? = nil) {
    self.steps = steps
    self.state = state
    self.trace = trace
  }
}
