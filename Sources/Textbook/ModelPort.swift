public import Conformance
import Synchronization

/// The textbook as a port: what somebody answers who computes in this dialect, to the bit.
public final class ModelPort: Port, Sendable {
  private let dialect: Dialect
  /// What the case before left behind, for those who do not begin anew.
  private let left = Mutex<Model<KerasFormat>.Remains?>(nil)

  public init(_ dialect: Dialect = .keras) { self.dialect = dialect }

  public func describe() -> PortDescription {
    PortDescription(name: "textbook", version: "1", language: "Swift")
  }

  public func run(_ testCase: Case, trace: Bool) -> PortReply {
    do {
      let model = try Model<KerasFormat>(testCase, dialect, trace: trace, after: left.withLock { $0 })
      defer { left.withLock { $0 = model.remains } }
      var steps: [[Tensor]] = []
      for (index, event) in testCase.script.enumerated() {
        try model.play(event, at: index)
        steps.append(model.values)
      }
      return .observation(Observation(steps: steps, state: model.state, trace: model.trace))
    } catch let refused {
      return .refused(refused.refusal)
    }
  }
}
