/// One of a suite's ports, and what became of the cases that it was given.
struct SuiteWorker {
  /// What there is to tell of the port.
  struct Share: Sendable {
    let description: PortDescription
    /// The results so far, each with the index of its case.
    fileprivate(set) var results: [(index: Int, result: CaseResult)] = []
    /// The number of cases that were left without an answer.
    fileprivate(set) var faults = 0
    /// What the port did wrong when it was to end.
    fileprivate(set) var endFault: String?
  }

  private(set) var share: Share

  private let port: any Port
  private let budget: Budget
  /// Where the result of the case is that the port was asked last.
  private var last: Int?

  /// Takes up a port.
  ///
  /// - Throws: ``SuiteError/portUnusable(_:)`` if it cannot even describe itself.
  init(budget: Budget, makePort: @Sendable () async throws -> any Port) async throws(SuiteError) {
    self.budget = budget
    do {
      port = try await makePort()
      share = Share(description: try await port.describe())
    } catch {
      throw .portUnusable(error)
    }
  }

  /// Asks the port for a case, and judges the answer.
  ///
  /// - Throws: ``SuiteError/portUnusable(_:)`` if it is this machine that fails.
  mutating func run(_ testCase: Case, of file: String, index: Int) async throws(SuiteError) {
    let result: CaseResult
    if let missing = share.description.missing(for: testCase) {
      result = CaseResult(
        file: file, testCase: testCase, judgement: Judgement(verdict: .unsupported(missing)))
    } else {
      result = try await ask(testCase, of: file)
      last = share.results.count
    }
    share.results.append((index, result))
  }

  mutating func finish() async {
    do {
      try await port.finish()
    } catch {
      if !blamedLast(for: error) { share.endFault = "\(error)" }
    }
  }

  private mutating func ask(_ testCase: Case, of file: String) async throws(SuiteError) -> CaseResult {
    do {
      let trace = testCase.hasTrace && (share.description.features?.contains(.trace) ?? true)
      let reply = try await port.run(testCase, trace: trace)
      let judgement = Judgement(of: reply, to: testCase, from: share.description, within: budget)
      // Kept only where there is something to explain, also within a budget: thousands of right answers are the
      // expected ones.
      let exact = budget.isExact ? judgement : Judgement(of: reply, to: testCase, from: share.description)
      let differs = exact.verdict != .passed
      return CaseResult(file: file, testCase: testCase, judgement: judgement, reply: differs ? reply : nil)
    } catch {
      if (error as? any Fault)?.blame == .machine { throw .portUnusable(error) }
      // The case before has had its share then, and this one is asked for anew.
      if blamedLast(for: error) { return try await ask(testCase, of: file) }
      share.faults += 1
      return CaseResult(file: file, testCase: testCase, judgement: .fault(error))
    }
  }

  /// Blames the case before for what became known only now, if that is so.
  private mutating func blamedLast(for error: any Error) -> Bool {
    guard let fault = error as? any LateFault, fault.isOfRequestBefore, let last else { return false }
    self.last = nil
    share.faults += 1
    share.results[last].result.judgement = .fault(fault)
    return true
  }
}

extension Judgement {
  /// The judgement on a case that a port did not answer.
  fileprivate static func fault(_ error: any Error) -> Judgement {
    Judgement(verdict: .failed(Divergence(.fault("\(error)"), quantity: .reply)))
  }
}
