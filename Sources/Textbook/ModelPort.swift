public import Conformance
public import Dialects
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
    let (reply, model) = Self.run(testCase, dialect, trace: trace, after: left.withLock { $0 })
    if let model { left.withLock { $0 = model.remains } }
    return reply
  }

  /// What a dialect makes of a case, and the mistakes that it might make there: no other could change the answer.
  public static func answer(
    _ testCase: Case, _ dialect: Dialect, trace: Bool = false
  ) -> (reply: PortReply, met: Dialect) {
    let (reply, model) = run(testCase, dialect, trace: trace, after: Model<KerasFormat>.Remains?.none)
    // Single operations are not asked about; a constructor that refuses has asked for what it asks for before.
    return (reply, model?.met.union(Deviations.mistakes) ?? .all)
  }

  /// The same in an arithmetic that is not Keras'.
  public static func driftingAnswer(_ testCase: Case, _ dialect: Dialect) -> PortReply {
    run(testCase, dialect, trace: false, after: Model<Drifting>.Remains?.none).0
  }

  private static func run<Format: NumberFormat>(
    _ testCase: Case, _ dialect: Dialect, trace: Bool, after remains: Model<Format>.Remains?
  ) -> (PortReply, Model<Format>?) {
    var running: Model<Format>?
    do {
      let model = try Model<Format>(testCase, dialect, trace: trace, after: remains)
      running = model
      var steps: [[Tensor]] = []
      for (index, event) in testCase.script.enumerated() {
        try model.play(event, at: index)
        steps.append(model.values)
      }
      return (.observation(Observation(steps: steps, state: model.state, trace: model.trace)), model)
    } catch {
      return (.refused(error.refusal), running)
    }
  }
}
