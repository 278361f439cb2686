public import Conformance

extension Mistake {
  /// What kind of thing a mistake is: what the diagnosis may conclude from it.
  public enum Kind: Sendable {
    /// Other numbers than the rules give, in whatever arithmetic.
    case rule
    /// The numbers that the rules give, in other bits: it breaks rules of arithmetic only.
    case rounding
    /// Something is refused that must not be, or the other way round.
    case refusal
  }

  /// A mistake in words.
  public struct Description: Sendable {
    public let mistake: Mistake
    public let kind: Kind
    /// The rules that it breaks, the one that it is about first.
    public let rules: [Rule]
    /// What is wrong, as a colleague would say it: a clause that can follow "breaks one rule:".
    public let says: String
    /// Where it was seen: libraries and versions.
    public let seen: [String]

    init(_ mistake: Mistake, _ kind: Kind, _ rules: Rule..., says: String, seen: String...) {
      self.mistake = mistake
      self.kind = kind
      self.rules = rules
      self.says = says
      self.seen = seen
    }
  }

  /// The name in reports and commands, such as `decay-times-alpha`.
  public var id: String { Self.ids[rawValue] }

  public init?(id: String) {
    guard let index = Self.ids.firstIndex(of: id) else { return nil }
    self.init(rawValue: index)
  }

  private static let ids: [String] = allCases.map { mistake in
    "\(mistake)".replacing("DType", with: "Dtype")
      .replacing(/[A-Z]+(?![a-z])|[A-Z]/) { "-" + $0.output.lowercased() }
  }

  public var description: Description { Self.descriptions[rawValue] }

  /// What each mistake is, in the order of the mistakes.
  static let descriptions: [Description] = {
    let all = chapters.flatMap(\.self)
    precondition(
      all.map(\.mistake.rawValue).sorted() == Array(0..<allCases.count), "Each mistake has one description.")
    return all.sorted { $0.mistake.rawValue < $1.mistake.rawValue }
  }()

  /// The descriptions, a chapter of the specification after the other.
  static let chapters: [[Description]] = titledChapters.map(\.descriptions)

  static let titledChapters: [(title: String, descriptions: [Description])] = [
    ("single operations", operationsMistakes),
    ("sums", sumsMistakes),
    ("arguments that are not given", defaultMistakes),
    ("the learning rate", ratesMistakes),
    ("schedules", scheduleMistakes),
    ("the step number and the step size", stepSizeMistakes),
    ("moments", momentsMistakes),
    ("the update", updateMistakes),
    ("weight decay", decayMistakes),
    ("exclusions from the decay", exclusionMistakes),
    ("clipping", clippingMistakes),
    ("clipping by the global norm", globalMistakes),
    ("the loss scale factor and accumulation", accumulationMistakes),
    ("averages", averagesMistakes),
    ("state and counters", stateMistakes),
    ("sparse gradients", sparseMistakes),
    ("the loss scale optimizer", lossScaleMistakes),
    ("overwritten variables", overwrittenMistakes),
    ("constraints", constraintMistakes),
    ("replicas", replicaMistakes),
    ("checkpoints", checkpointMistakes),
    ("refusals", refusalMistakes),
    ("a step in a graph", graphMistakes),
    ("schedules in a graph", graphScheduleMistakes),
  ]
}
