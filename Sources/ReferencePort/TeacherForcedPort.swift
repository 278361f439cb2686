public import Conformance

/// A port whose every step starts from what the vectors expect after the step before.
///
/// A difference then shows in the step that makes it, and in no other. The variables between steps are those of
/// the vectors. The states are the reference's, which must have met the same variables on the way: the vectors
/// hold states only at the end.
public struct TeacherForcedPort: Port {
  private let port: any Port
  private let profile: Profile

  /// A port that has ``Conformance/Feature/initialState``.
  public init(_ port: any Port, in profile: Profile = .eager) {
    self.port = port
    self.profile = profile
  }

  /// The port's description, in which reports find what is done.
  public func describe() async throws -> PortDescription {
    var description = try await port.describe()
    description.language += ", each step from the expected state"
    return description
  }

  public func finish() async throws { try await port.finish() }

  public func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    guard case .values(let expected) = testCase.expectation,
      let segments = testCase.segments(between: expected.steps, in: profile)
    else { return try await port.run(testCase, trace: trace) }
    var whole = Observation(steps: testCase.script.map { _ in [] }, trace: trace ? [] : nil)
    for segment in segments {
      switch try await run(segment, trace: trace) {
      case .observation(let part):
        guard part.steps.count == segment.events.count else { return .observation(part) }
        whole.steps.replaceSubrange(segment.events, with: part.steps)
        whole.state = part.state
        whole.trace? += (part.trace ?? []).map { entry in
          TraceEntry(
            event: entry.event + segment.events.lowerBound,
            scalars: entry.scalars,
            variables: entry.variables
          )
        }
      case let other: return other
      }
    }
    return .observation(whole)
  }

  /// Runs a part, after which the blame for what the port did between two parts stays with the case.
  private func run(_ segment: Segment, trace: Bool) async throws -> PortReply {
    do {
      return try await port.run(segment.testCase, trace: trace)
    } catch var fault as any LateFault where segment.events.lowerBound > 0 {
      fault.isOfRequestBefore = false
      throw fault
    }
  }
}

/// A part of a script, as a case of its own.
private struct Segment {
  let events: Range<Int>
  let testCase: Case
}

extension Case {
  /// The case in parts, each of which ends where the expected values are known; nil if the reference does not
  /// come to them.
  fileprivate func segments(between steps: [ExpectedValues.Step], in profile: Profile) -> [Segment]? {
    guard let session = try? Session(self, in: profile, trace: false) else { return nil }
    var segments: [Segment] = []
    var part = self
    part.expectation = nil
    var next = part
    var played = 0
    for step in steps {
      let events = (segments.last?.events.upperBound ?? 0)..<step.event + 1
      part.script = Array(script[events])
      let segment = Segment(events: events, testCase: part)
      for event in played..<events.upperBound {
        guard (try? session.play(script[event], at: event)) != nil else { return nil }
        if case .learningRate(let rate) = script[event], case .callable = arguments[.learningRate] {
          next.arguments.given[.learningRate] = .callable(rate)
        }
      }
      played = events.upperBound
      guard session.values == step.variables else { return nil }
      if !isWhole(session.state) { continue }
      segments.append(segment)
      for index in variables.indices { next.variables[index].data = step.variables[index] }
      next.initialState = session.state
      part = next
    }
    let rest = (segments.last?.events.upperBound ?? 0)..<script.count
    if !rest.isEmpty {
      part.script = Array(script[rest])
      segments.append(Segment(events: rest, testCase: part))
    }
    return segments
  }

  /// Whether a state holds all that a run goes on from. It has the accumulators of one replica, which say nothing of
  /// the others' unless they are empty.
  private func isWhole(_ state: State) -> Bool {
    guard let steps = arguments.gradientAccumulationSteps, steps > 0, let count = state.iterations else {
      return true
    }
    let hasReplicas = script.contains { if case .applyReplicas = $0 { true } else { false } }
    return !hasReplicas || count % Int(steps) == 0
  }
}
