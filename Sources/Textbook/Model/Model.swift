import Conformance
import Dialects

/// Keras' AdamW as the specification has it, one rule after the other, and as those have it who make mistakes.
///
/// It is slow, and generic over the numbers: under Keras' dialect and in Keras' formats it gives Keras' bits, in nearly
/// exact numbers it says what follows from the rules alone. Wherever somebody is known to err it asks whether they do:
/// the line without a condition is always Keras', or where both differ those are that ask for the profile.
final class Model<Format: NumberFormat> {
  typealias N = Number<Format>

  let dialect: Dialect
  /// Whether Keras runs the steps in a graph.
  let isGraph: Bool
  /// The mistakes that were asked for: no other could have changed the answer. It is asked at every element, and a model
  /// is used by one thread, so that checks of exclusive access would be most of the time.
  @exclusivity(unchecked) private(set) var met: Dialect
  /// The rules that the run came to, of those of which it is noted (``Rule/noted``).
  @exclusivity(unchecked) private(set) var entered: Set<Rule> = []
  let testCase: Case
  var arguments: GivenArguments

  @exclusivity(unchecked) var variables: [Trained<Format>] = []
  /// The number of calls of `apply`: the state's `iterations`.
  var raw = 0
  /// The learning rate variable, a float32 number; nil where the rate is a schedule or a callable.
  var storedRate: Double?
  /// The gradients before they were clipped.
  var unclipped: [StepGradient<Format>?] = []
  /// The gradients of the calls before, by variable.
  var lastGradients: [Int: StepGradient<Format>] = [:]
  /// The counter that an initial state brought.
  var restoredRaw = 0
  /// How many updates the step number does not know of: what somebody loses who counts them apart.
  var stepsLost = 0
  /// What a callable returns.
  var callableRate = 0.0
  /// What it returned to the traces that there are, by the kinds of their gradients, and to the present one
  /// (rule R-GRAPH-CALLABLE).
  var traces: [[GradientKind]: Double] = [:]
  var tracedRate: Double?
  /// What was assigned, if it takes effect after the next call only.
  var lateRate: Double?
  var lossScale: LossScaleState<Format>?
  var trace: [TraceEntry]?
  /// The replica whose gradients are processed now.
  var replica = 0
  var entry = TraceEntry(event: 0, scalars: [:], variables: [])

  /// An optimizer for the case, built on its variables (section 2.6). It may keep the intermediate quantities, and see
  /// what the case before left behind, which Keras' does not.
  init(
    _ testCase: Case, _ dialect: Dialect, trace: Bool = false, after remains: Remains? = nil
  ) throws(Refused) {
    self.dialect = dialect
    isGraph = dialect.profile == .graph
    met = Dialect(in: dialect.profile)
    self.testCase = testCase
    arguments = GivenArguments(testCase.arguments)
    if arguments.emaOverwriteFrequency != nil, makes(.frequencyTurnsAveragesOn) { arguments.useEMA = true }
    self.trace = trace ? [] : nil
    try checkArguments()
    switch arguments.learningRate {
    case .number(let rate): storedRate = Double(Float(rate))
    case .callable(let rate): callableRate = rate
    case .schedule, nil: break
    }
    if storedRate != nil, isDefault(.learningRate), makes(.defaultRateOfTorchExamples) {
      storedRate = Double(Float(0.01))
    }
    if storedRate != nil, !isDefault(.learningRate), makes(.rateIgnored) { storedRate = Double(Float(0.001)) }
    variables = testCase.variables.map { Trained($0, dialect) }
    if variables.contains(where: \.isOverwritten), makes(.overwrittenTrained) {
      for i in variables.indices { variables[i].isOverwritten = false }
    }
    try exclude()
    try buildSlots()
    if let remains { find(remains) }
    if let state = testCase.initialState { try restore(state) }
  }

  /// Whether this mistake is made here.
  @inline(__always)
  func makes(_ mistake: Mistake) -> Bool {
    met.insert(mistake)
    return dialect.makes(mistake)
  }

  /// Notes that the run comes to this rule.
  func enter(_ rule: Rule) { entered.insert(rule) }

  func isDefault(_ name: Arguments.Name) -> Bool { arguments.isDefault(name) }

  func play(_ event: Event, at index: Int) throws(Refused) {
    switch event {
    case .apply(let gradients):
      begin(event: index)
      try applyScaled([gradients])
    case .applyReplicas(let replicas):
      begin(event: index)
      try applyScaled(replicas)
    case .learningRate(let rate): try assign(rate)
    case .finalize: try finalize()
    case .checkpoint: checkpoint()
    }
    followWeights()
  }
}

/// A case that is refused, in the middle of computing.
struct Refused: Error {
  let refusal: Refusal
  /// The rule by which Keras refuses; nil where only somebody's mistake does.
  let rule: Rule?

  init(_ category: Refusal.Category, _ argument: String, by rule: Rule? = nil) {
    refusal = Refusal(category, argument: argument)
    self.rule = rule
  }

  init(_ refusal: Refusal, by rule: Rule) { (self.refusal, self.rule) = (refusal, rule) }

  static func argument(_ name: Arguments.Name, by rule: Rule? = nil) -> Refused {
    Refused(.invalidArgument, name.rawValue, by: rule)
  }
  static var gradients: Refused { Refused(.invalidGradients, "grads") }
}
