public import Conformance

/// Two ports that are given the same cases: an oracle, which is right, and one that is judged by it.
public struct Duel: Sendable {
  /// What became of one case.
  enum Outcome: Sendable {
    /// Both answer the same; this is the case with the answer.
    case same(Case)
    /// They answer differently, for the first time here.
    case different(Disagreement)
    /// One of them lacks something.
    case unsupported(Unsupported)
  }

  private let oracle: any Port & Sendable
  private let port: any Port & Sendable
  public let oracleDescription: PortDescription
  public let portDescription: PortDescription

  /// A duel, after both have described themselves.
  ///
  /// - Throws: What a port throws that cannot do so; ``OracleFault`` if that is the oracle's program.
  public init(oracle: any Port & Sendable, port: any Port & Sendable) async throws {
    self.oracle = oracle
    self.port = port
    do {
      oracleDescription = try await oracle.describe()
    } catch {
      throw OracleFault(doing: "start", message: "\(error)")
    }
    portDescription = try await port.describe()
  }

  /// What both can run.
  var descriptions: [PortDescription] { [oracleDescription, portDescription] }

  /// Runs a case on both.
  ///
  /// - Parameters:
  ///   - testCase: The case; what is expected of it does not count.
  ///   - trace: Whether intermediate quantities are to be compared, where both have them.
  /// - Returns: What became of it.
  /// - Throws: If the oracle does not answer, or this machine cannot run the port. A port that does not answer differs.
  func judge(_ testCase: Case, trace: Bool) async throws -> Outcome {
    var testCase = testCase
    testCase.expectation = nil
    for description in descriptions {
      if let missing = description.missing(for: testCase) { return .unsupported(missing) }
    }
    let trace = trace && descriptions.allSatisfy { $0.features?.contains(.trace) ?? true }
    switch try await ask(testCase, trace: trace) {
    case .unsupported(let missing): return .unsupported(missing)
    case .refused(let refusal): testCase.expectation = .refusal(refusal)
    case .observation(let observation): testCase.expectation = .values(ExpectedValues(observation))
    }
    if let missing = portDescription.missing(for: testCase) { return .unsupported(missing) }
    let verdict: Verdict
    do {
      let reply = try await port.run(testCase, trace: trace)
      verdict = Judgement(of: reply, to: testCase, from: portDescription).verdict
    } catch let fault as any Fault where fault.blame == .machine {
      throw fault
    } catch {
      verdict = .failed(Divergence(.fault("\(error)"), quantity: .reply))
    }
    switch verdict {
    case .passed: return .same(testCase)
    case .failed(let divergence): return .different(Disagreement(testCase: testCase, divergence: divergence))
    case .unsupported(let missing): return .unsupported(missing)
    }
  }

  /// What is right.
  private func ask(_ testCase: Case, trace: Bool) async throws(OracleFault) -> PortReply {
    let reply: PortReply
    do {
      reply = try await oracle.run(testCase, trace: trace)
    } catch {
      throw OracleFault(doing: "answer the case \(testCase.id)", message: "\(error)")
    }
    if case .refused(let refusal) = reply, refusal.category == .internal {
      throw OracleFault(
        doing: "answer the case \(testCase.id)", message: refusal.message ?? "it gives no reason")
    }
    return reply
  }

  func finish() async throws {
    let end: Result<Void, any Error>
    do { end = .success(try await oracle.finish()) } catch { end = .failure(error) }
    // The port is ended, however the oracle ends.
    try await port.finish()
    do { try end.get() } catch { throw OracleFault(doing: "end as it should", message: "\(error)") }
  }
}

extension ExpectedValues {
  /// Everything that was observed.
  init(_ observation: Observation) {
    self.init(
      steps: observation.steps.enumerated().map { Step(event: $0, variables: $1) },
      state: observation.state,
      trace: observation.trace
    )
  }
}
