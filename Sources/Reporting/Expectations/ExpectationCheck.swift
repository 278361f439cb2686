public import Conformance

/// What became of the expectations in one run.
public struct ExpectationCheck: Sendable {
  /// The ids of the cases that failed as expected.
  public private(set) var expected: Set<String> = []
  /// What the file says and the run does not show: a sentence each.
  public private(set) var problems: [String] = []

  /// Nothing was expected.
  init() {}

  /// Compares the expectations with a result.
  public init(of expectations: Expectations, in result: SuiteResult) {
    for (entry, share) in expectations.shares(of: result) {
      let place = "\(expectations.path), line \(entry.line):"
      expected.formUnion(share.failed.lazy.filter { $0.kind.word == entry.kind.word }.map(\.id))
      if entry.link == nil {
        problems.append("\(place) the failure needs a link to its explanation.")
      }
      if entry.count == nil {
        problems += share.passed.map { "\(place) '\($0)' passed, and is expected to fail." }
        problems += share.failed.filter { $0.kind.word != entry.kind.word }.map { id, kind in
          "\(place) '\(id)' fails with '\(kind)', and '\(entry.kind)' is expected."
        }
      }
      let kind = share.kind(like: entry.kind)
      guard result.isWhole else {
        if let kind, kind.magnitude ?? 0 > entry.kind.magnitude ?? 0 {
          problems.append("\(place) the failure is now '\(kind)', and '\(entry.kind)' is expected.")
        }
        continue
      }
      if share.failed.isEmpty && share.passed.isEmpty {
        let rule = entry.rule.map { "with the rule \($0)" } ?? "without a rule"
        problems.append(
          "\(place) '\(entry.pattern)' matches no case \(rule) that the port can run.")
      } else if let count = entry.count, count != share.failed.count {
        problems.append(
          "\(place) \(share.failed.count.counted("case fails", "cases fail")), and \(count.counted("is", "are")) expected to."
        )
      } else if entry.count == nil, share.failed.count + share.passed.count > Expectations.matchLimit {
        problems.append(
          """
          \(place) the pattern matches \(share.failed.count + share.passed.count) cases; more than \
          \(Expectations.matchLimit) need a count, as in '\(entry.pattern)=\(share.failed.count)'.
          """
        )
      } else if let kind, kind != entry.kind {
        problems.append("\(place) the failure is now '\(kind)', and '\(entry.kind)' is expected.")
      }
    }
  }
}

extension Expectations {
  /// The cases of one entry.
  struct Share {
    var passed: [String] = []
    var failed: [(id: String, kind: FailureKind)] = []

    /// The kind of all failures that differ in the same way: the largest.
    func kind(like other: FailureKind) -> FailureKind? {
      failed.map(\.kind).filter { $0.word == other.word }.max { $0.magnitude ?? 0 < $1.magnitude ?? 0 }
    }
  }

  /// The entries, each with its cases: those that the port could run and that no earlier entry has.
  func shares(of result: SuiteResult) -> [(entry: Entry, share: Share)] {
    var shares = entries.map { (entry: $0, share: Share()) }
    for result in result.results {
      switch result.judgement.verdict {
      case .unsupported: continue
      case .passed:
        guard let index = shares.firstIndex(where: { $0.entry.isAbout(result.testCase) }) else { continue }
        shares[index].share.passed.append(result.testCase.id)
      case .failed(let divergence):
        guard let kind = FailureKind(divergence),
          let index = shares.firstIndex(where: { entry, _ in
            entry.isAbout(result.testCase) && (entry.count == nil || entry.kind.word == kind.word)
          })
        else { continue }
        shares[index].share.failed.append((result.testCase.id, kind))
      }
    }
    return shares
  }
}
