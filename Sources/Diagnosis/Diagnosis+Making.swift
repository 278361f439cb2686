public import Conformance
public import Textbook

extension Diagnosis {
  /// Looks for what is wrong with a port in the answers that it gave.
  ///
  /// - Parameters:
  ///   - results: The cases that ran: probes at best, which are made for this.
  ///   - excluded: Mistakes that are not looked for.
  public init(of results: [CaseResult], excluding excluded: Dialect = .keras) {
    let witnessed = results.compactMap(Witnessed.init)
    let errors = results.count(where: \.isErrorOfPort)
    let differing = witnessed.count { !$0.isKeras }
    if differing == 0, errors == 0 {
      self.init(conforming: witnessed.count)
      return
    }
    let probes = witnessed.filter { $0.testCase.isProbe }
    let basis = probes.isEmpty ? witnessed : probes
    let exact = ExactSearch(basis, excluding: excluded)
    var search = Search(Self.evidence(basis), excluding: excluded)
    var dialect = exact.isExact ? exact.dialect : search.dialect
    var rest = Remainder(of: witnessed, under: dialect, search.floors)
    if !exact.isExact, search.isExplained, !rest.off.isEmpty, basis.count < witnessed.count {
      // What the probes do not show, some of the other cases do.
      let more = Search.spread(rest.off, rest.evidence, 64).map { rest.evidence[$0] }
      search = Search(search.evidence + more, excluding: excluded)
      dialect = search.dialect
      rest = Remainder(of: witnessed, under: dialect, search.floors)
    }
    let exactly = exact.isExact ? exact : ExactSearch(basis, from: dialect, excluding: excluded)
    if exactly.isExact { dialect = exactly.dialect }
    let refusing = RefusalSearch(witnessed, from: dialect, excluding: excluded)
    self.init(
      results, witnessed, errors: errors, dialect: dialect, isExact: exactly.isExact, rest: rest, search: search,
      refusing: refusing)
  }

  private init(conforming cases: Int) {
    self.init(
      level: .bits, findings: [], partial: [], dialect: nil, cases: cases, differing: 0, unexplained: [],
      largestShare: 0, nearest: nil, undecided: [], refusals: Refusals(refused: [], taken: [], message: nil),
      errors: 0, probes: [], probesJudged: 0, example: nil)
  }

  private init(
    _ results: [CaseResult], _ witnessed: [Witnessed], errors: Int, dialect: Dialect, isExact: Bool,
    rest: Remainder, search: Search, refusing: RefusalSearch
  ) {
    let differing = witnessed.count { !$0.isKeras }
    let numbers = dialect.mistakes.filter { $0.description.kind != .refusal }
    let findings = (numbers + refusing.mistakes).map { mistake in
      Finding(
        mistake: mistake,
        explained: refusing.explained[mistake] ?? rest.evidence.count { !$0.witnessed.isKeras && rest.isMet(mistake, in: $0) },
        of: differing, isExact: isExact)
    }.sorted { ($0.isRounding ? 1 : 0, -$0.explained) < ($1.isRounding ? 1 : 0, -$1.explained) }
    let isExplained = rest.off.isEmpty && refusing.isEmpty && errors == 0 && refusing.unjudged == 0
    let breaks = findings.contains { !$0.isRounding }
    let level: Level = isExplained ? (breaks ? .broken : .rules) : .unexplained
    let partial = isExplained ? [] : rest.explainsPart(findings, refusing: refusing) ? findings : []
    let off = rest.farFromKeras(search.floors)
    self.init(
      level: level, findings: isExplained ? findings : [], partial: partial,
      dialect: breaks && isExplained ? NamedDialect.matching(dialect, met: rest.everMet) : nil,
      cases: witnessed.count, differing: differing, unexplained: rest.off.map { rest.evidence[$0].testCase.id },
      largestShare: rest.largestDistance, nearest: level == .rules ? search.nearest() : nil,
      undecided: isExplained ? search.undecided() : [],
      refusals: Refusals(refused: refusing.refused, taken: refusing.taken, message: refusing.message), errors: errors,
      probes: off, probesJudged: witnessed.count { $0.testCase.isProbe },
      example: rest.example(dialect, off))
  }

  static func evidence(_ witnessed: [Witnessed]) -> [Evidence] {
    witnessed.concurrentlyCompactMapped { Evidence($0) }
  }
}

extension Diagnosis.Finding {
  /// Whether it is other bits only, and no broken rule.
  public var isRounding: Bool { mistake.description.kind == .rounding }
}

extension Case {
  /// Whether the case was made to show one rule.
  package var isProbe: Bool { id.hasPrefix("probes/") }
}

extension CaseResult {
  fileprivate var isErrorOfPort: Bool {
    guard case .failed(let divergence) = judgement.verdict else { return false }
    switch divergence.difference {
    case .fault: return true
    case .refusal(_, let actual): return actual?.category == .internal
    default: return false
    }
  }
}
