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
    let (reply, model, _) = Self.run(testCase, dialect, trace: trace, after: left.withLock { $0 })
    if let model { left.withLock { $0 = model.remains } }
    return reply
  }

  /// What a dialect makes of a case, and the mistakes that it might make there: no other could change the answer.
  public static func answer(
    _ testCase: Case, _ dialect: Dialect, trace: Bool = false
  ) -> (reply: PortReply, met: Dialect) {
    let (reply, model, _) = run(testCase, dialect, trace: trace, after: Model<KerasFormat>.Remains?.none)
    return (reply, met(by: model, in: dialect.profile))
  }

  /// Single operations are not asked about; a constructor that refuses has asked for what it asks for before.
  private static func met(by model: Model<KerasFormat>?, in profile: Profile) -> Dialect {
    model?.met.union(Deviations.mistakes(in: profile)) ?? .all(in: profile)
  }

  /// What Keras makes of a case, the mistakes that somebody might make there, and of the rules that are noted those that
  /// it comes to.
  package static func examination(
    of testCase: Case, in profile: Profile
  ) -> (reply: PortReply, met: Dialect, entered: Set<Rule>) {
    let (reply, model, refused) = run(
      testCase, Dialect(in: profile), trace: testCase.hasTrace, after: Model<KerasFormat>.Remains?.none)
    let entered = (model?.entered ?? []).union([refused?.rule].compactMap(\.self))
    return (reply, met(by: model, in: profile), entered)
  }

  /// The same in an arithmetic that is not Keras'.
  public static func driftingAnswer(_ testCase: Case, _ dialect: Dialect) -> PortReply {
    run(testCase, dialect, trace: false, after: Model<Drifting>.Remains?.none).0
  }

  private static func run<Format: NumberFormat>(
    _ testCase: Case, _ dialect: Dialect, trace: Bool, after remains: Model<Format>.Remains?
  ) -> (PortReply, Model<Format>?, Refused?) {
    var running: Model<Format>?
    do {
      let model = try Model<Format>(testCase, dialect, trace: trace, after: remains)
      running = model
      var steps: [[Tensor]] = []
      for (index, event) in testCase.script.enumerated() {
        try model.play(event, at: index)
        steps.append(model.values)
      }
      return (.observation(Observation(steps: steps, state: model.state, trace: model.trace)), model, nil)
    } catch {
      return (.refused(error.refusal), running, error)
    }
  }
}
