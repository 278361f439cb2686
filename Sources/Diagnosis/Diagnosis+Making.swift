public import Conformance
public import Dialects
import Textbook

extension Diagnosis {
  /// Looks for what is wrong with a port in the answers that it gave.
  ///
  /// - Parameters:
  ///   - results: The cases that ran: probes at best, which are made for this.
  ///   - profile: Where Keras ran the cases.
  ///   - excluded: Mistakes that are not looked for.
  public init(
    of results: [CaseResult], in profile: Profile = .eager, excluding excluded: Dialect = .keras
  ) {
    self.init(of: results, in: profile, excluding: excluded, roundings: [:])
  }

  /// The same, where it is known what rounding is worth to Keras in some cases.
  init(
    of results: [CaseResult], in profile: Profile, excluding excluded: Dialect, roundings: [String: Rounding]
  ) {
    let witnessed = results.compactMap { Witnessed($0, in: profile) }
    let errors = results.count(where: \.isErrorOfPort)
    let differing = witnessed.count { !$0.isKeras }
    if differing == 0, errors == 0 {
      self.init(equalIn: witnessed.count, probes: witnessed.count { $0.testCase.isProbe })
      return
    }
    let basis = Self.basis(witnessed)
    var exact = ExactSearch(basis, from: Dialect(in: profile), excluding: excluded)
    if exact.isExact, basis.count < witnessed.count {
      exact = ExactSearch(witnessed, from: exact.dialect, excluding: excluded)
    }
    if exact.isExact {
      let shown = Self.evidence(witnessed.filter { !$0.isKeras && $0.testCase.isProbe }, roundings)
      let rest = Remainder(shown, under: exact.dialect, nil)
      self.init(witnessed, errors: errors, dialect: exact.dialect, isExact: true, rest: rest)
      return
    }
    var search = Search(Self.evidence(basis, roundings), in: profile, excluding: excluded)
    let ids = Set(basis.map(\.testCase.id))
    // Where nothing is found, what is Keras' to the bit needs no second look.
    let others = witnessed.filter {
      !ids.contains($0.testCase.id) && !(search.dialect.isKeras && $0.isKeras)
    }
    let all = search.evidence + Self.evidence(others, roundings)
    var rest = Remainder(all, under: search.dialect, search.floors)
    if search.isExplained, !rest.off.isEmpty, basis.count < witnessed.count {
      // What the probes do not show, some of the other cases do.
      let more = Search.spread(rest.off, rest.evidence, 64).map { rest.evidence[$0] }
      search = Search(search.evidence + more, in: profile, excluding: excluded)
      rest = Remainder(all, under: search.dialect, search.floors)
    }
    exact = ExactSearch(witnessed, from: search.dialect, excluding: excluded)
    let refusing = RefusalSearch(witnessed, from: search.dialect, excluding: excluded)
    self.init(
      witnessed, errors: errors, dialect: exact.isExact ? exact.dialect : search.dialect,
      isExact: exact.isExact,
      rest: rest, search: search, refusing: refusing)
  }

  /// The cases on which mistakes are looked for: the probes, and some of what differs besides.
  private static func basis(_ witnessed: [Witnessed]) -> [Witnessed] {
    let probes = witnessed.filter(\.testCase.isProbe)
    if probes.contains(where: { !$0.isKeras }) { return probes }
    return probes + witnessed.filter { !$0.testCase.isProbe && !$0.isKeras }.prefix(200)
  }

  /// What there is to say of a port that is equal in every bit.
  init(equalIn cases: Int, probes: Int) {
    self.init(
      level: .bits, findings: [], partial: [], dialects: [], cases: cases, differing: 0, unexplained: [],
      undecidable: 0, unlike: [],
      largestShare: 0, nearest: nil, undecided: [], refusals: Refusals(refused: [], taken: [], message: nil),
      errors: 0, probes: [], probesJudged: probes, example: nil)
  }

  private init(
    _ witnessed: [Witnessed], errors: Int, dialect: Dialect, isExact: Bool, rest: Remainder,
    search: Search? = nil,
    refusing: RefusalSearch? = nil
  ) {
    let differing = witnessed.count { !$0.isKeras }
    let numbers = dialect.mistakes.filter { $0.description.kind != .refusal }
    let found = isExact ? dialect.mistakes : numbers + (refusing?.mistakes ?? [])
    let changing = isExact && found.count == 1 ? nil : Self.changing(found, under: dialect, witnessed)
    let shown = changing?.joined().reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let findings = found.map { mistake in
      Finding(
        mistake: mistake,
        explained: refusing?.explained[mistake] ?? (shown.map { $0[mistake] ?? 0 } ?? differing),
        of: differing, isExact: isExact)
    }.filter { $0.isRounding || $0.explained > 0 }
      .sorted { ($0.isRounding ? 1 : 0, -$0.explained) < ($1.isRounding ? 1 : 0, -$1.explained) }
    let undecidable = rest.undecidable(among: witnessed)
    let breaks = findings.contains { !$0.isRounding }
    let follows = Self.followsRules(
      with: found, unexplained: rest.off.count, refuses: refusing?.isEmpty == false)
    // Where rounding decides all, it is enough that a known one gives the port's numbers; which takes long to find out.
    let asks = !isExact && rest.explained > 0 && (!breaks || undecidable > rest.explained)
    let unlike = asks ? rest.unlike(among: witnessed, dialect) : []
    let silent = asks ? unlike.count : undecidable
    // A few odd cases, refusals and errors do not take back what is found in all others; but they are no rounding.
    let isExplained =
      (isExact
        || silent <= rest.explained && rest.leavesLittle && Self.isPlausible(changing ?? []))
      && (follows || breaks) && errors <= differing
    let level: Level = isExplained ? (breaks ? .broken : .rules) : .unexplained
    let partial = isExplained ? [] : rest.explainsPart(findings) ? findings : []
    let off = rest.farFromKeras(search?.floors ?? Floors([]))
    self.init(
      level: level, findings: isExplained ? findings : [], partial: partial,
      dialects: breaks && isExplained ? NamedDialect.matching(dialect, met: rest.everMet) : [],
      cases: witnessed.count, differing: differing,
      unexplained: rest.off.map { rest.evidence[$0].testCase.id }, undecidable: undecidable,
      unlike: level == .rules ? unlike : [],
      largestShare: isExplained ? rest.largestRounding : rest.largestDistance,
      nearest: level == .rules ? search?.nearest() : nil,
      undecided: level == .rules ? search?.undecided() ?? [] : [],
      refusals: Refusals(
        refused: refusing?.refused ?? [], taken: refusing?.taken ?? [], message: refusing?.message),
      errors: errors,
      probes: off, probesJudged: witnessed.count { $0.testCase.isProbe },
      example: rest.example(dialect, off))
  }

  /// Rules are followed only where all is explained, and none had to be broken for it: a mistake counts that the search
  /// needed, even if no case shows it by itself.
  static func followsRules(with found: [Mistake], unexplained: Int, refuses: Bool) -> Bool {
    unexplained == 0 && !refuses && !found.contains { $0.description.kind == .rule }
  }

  /// The mistakes that change something in each of the differing cases, beside the others of a dialect.
  private static func changing(_ mistakes: [Mistake], under dialect: Dialect, _ witnessed: [Witnessed])
    -> [[Mistake]]
  {
    witnessed.filter { !$0.isKeras }.concurrentlyCompactMapped { witnessed in
      let whole = ModelPort.answer(witnessed.testCase, dialect)
      return mistakes.filter {
        whole.met.makes($0)
          && ModelPort.answer(witnessed.testCase, dialect.without($0)).reply != whole.reply
      }
    }
  }

  /// Of enough mistakes at once any numbers can be made: in no case may more be needed than a port might well make.
  private static func isPlausible(_ changing: [[Mistake]]) -> Bool {
    changing.allSatisfy { $0.count { $0.description.kind == .rule && !$0.isDefault } <= mostInOneCase }
  }

  private static let mostInOneCase = 5

  private static func evidence(_ witnessed: [Witnessed], _ roundings: [String: Rounding]) -> [Evidence] {
    witnessed.concurrentlyCompactMapped { Evidence($0, roundings[$0.testCase.id]) }
  }
}

extension Diagnosis.Finding {
  /// Whether it is other bits only, and no broken rule.
  public var isRounding: Bool { mistake.description.kind == .rounding }
}

extension Mistake {
  /// Whether it is only another default: those are many in real libraries, and each is told by its own cases.
  fileprivate var isDefault: Bool { description.rules[0].id.hasPrefix("R-DEFAULT-") }
}

extension Case {
  /// Whether the case was made to show one rule.
  package var isProbe: Bool { id.hasPrefix("probes/") }
}

extension CaseResult {
  /// Whether the port answered neither with values nor with a refusal that Keras knows.
  package var isErrorOfPort: Bool {
    guard case .failed(let divergence) = judgement.verdict else { return false }
    switch divergence.difference {
    case .fault: return true
    case .refusal(_, let actual): return actual?.category == .internal
    default: return false
    }
  }
}
