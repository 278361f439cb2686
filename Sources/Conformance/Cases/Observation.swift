/// What a port observed in a case.
public struct Observation: Hashable, Sendable {
  /// The value of each variable after each event of the script.
  public var steps: [[Tensor]]
  /// The state after the last event.
  public var state: State?
  /// The intermediate quantities; nil if they were not asked for.
  public var trace: [TraceEntry]?

  public init(steps: [[Tensor]], state: State? = nil, trace: [TraceEntry]? = nil) {
    self.steps = steps
    self.state = state
    self.trace = trace
  }
}
