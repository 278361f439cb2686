public import Conformance

/// Looks for a case on which two ports disagree, among cases that it makes up.
public struct Fuzzer: Sendable {
  /// When the search ends without one.
  public struct Limits: Hashable, Sendable {
    /// The number of cases; nil for no limit.
    public var cases: Int?
    /// The time for all cases; nil for no limit.
    public var time: Duration?
    /// The time to make a case smaller.
    public var shrinking: Duration

    public init(cases: Int? = nil, time: Duration? = nil, shrinking: Duration = .seconds(60)) {
      self.cases = cases
      self.time = time
      self.shrinking = shrinking
    }
  }

  private let duel: Duel
  private let profile: Profile
  private let generator: CaseGenerator
  private let limits: Limits
  private let interrupt: Interrupt

  /// A search, with cases that Keras computes alike on every machine where it runs them.
  ///
  /// - Throws: ``FuzzError/nothingInCommon`` if the ports have no type in common.
  public init(
    _ duel: Duel, seed: UInt64, in profile: Profile = .eager, limits: Limits,
    interrupt: Interrupt = Interrupt()
  ) throws(FuzzError) {
    self.duel = duel
    self.profile = profile
    self.limits = limits
    self.interrupt = interrupt
    generator = CaseGenerator(seed: seed, for: duel.descriptions, in: profile)
    if !generator.canDraw { throw .nothingInCommon }
  }

  /// Runs cases up to the first disagreement, and makes that one as small as it can.
  ///
  /// - Parameter progress: Called before each case with the number of cases so far.
  /// - Returns: What was run, and what was found.
  /// - Throws: What the oracle throws if it does not answer.
  public func run(progress: (Progress) -> Void = { _ in }) async throws -> FuzzResult {
    let start = ContinuousClock.now
    var counts = FuzzResult.Counts()
    var finding: Finding?
    while finding == nil, !interrupt.isSet, limits.allow(counts.cases, after: .now - start) {
      progress(.searching(cases: counts.cases))
      let testCase = generator.testCase(counts.cases)
      switch try await duel.judge(testCase, trace: true) {
      case .same(let testCase): counts.count(testCase)
      case .unsupported(let missing): counts.count(missing)
      case .different(let disagreement):
        counts.count(disagreement.testCase)
        let found = ContinuousClock.now
        var shrinker = Shrinker(
          disagreement, duel: duel, in: profile, deadline: found + limits.shrinking, interrupt: interrupt)
        await shrinker.run { progress(.shrinking(tries: $0)) }
        finding = Finding(
          original: testCase,
          smallest: shrinker.smallest,
          tries: shrinker.tries,
          searching: found - start,
          shrinking: .now - found
        )
      }
    }
    var endFault: String?
    do {
      try await duel.finish()
    } catch let fault as OracleFault where finding == nil {
      throw fault
    } catch {
      endFault = "\(error)"
    }
    return FuzzResult(
      oracle: duel.oracleDescription,
      port: duel.portDescription,
      seed: generator.seed,
      counts: counts,
      finding: finding,
      endFault: endFault,
      wasInterrupted: interrupt.isSet,
      duration: .now - start
    )
  }

  /// What a search is about to do.
  public enum Progress: Hashable, Sendable {
    /// To run another case, after so many.
    case searching(cases: Int)
    /// To try a smaller case, after so many.
    case shrinking(tries: Int)
  }
}

extension Fuzzer.Limits {
  fileprivate func allow(_ done: Int, after elapsed: Duration) -> Bool {
    (cases.map { done < $0 } ?? true) && (time.map { elapsed < $0 } ?? true)
  }
}
