public import Conformance

/// Makes up cases over the whole space of what a case can say, and favours the places where rounding, counting
/// and comparing turn.
///
/// A case depends on the seed, its number, and what the ports have: on nothing else, and on no machine.
public struct CaseGenerator: Sendable {
  /// What the random choices start from.
  public let seed: UInt64
  private let capabilities: Capabilities

  /// The generator of cases that all of these ports have declared they can run.
  public init(seed: UInt64, for ports: [PortDescription]) {
    self.seed = seed
    capabilities = Capabilities(of: ports)
  }

  /// Whether there is a type that all ports have.
  var canDraw: Bool { !capabilities.dtypes.isEmpty }

  /// The case of a number.
  ///
  /// - Precondition: The ports have a type in common.
  public func testCase(_ index: Int) -> Case {
    precondition(canDraw, "A case needs a type that all ports have.")
    var drawing = Drawing(Randomness(seed: seed, index: index), capabilities)
    return drawing.testCase(id: "fuzz/\(seed)-\(index)")
  }
}

/// One case on its way: each part is drawn with what was drawn before it in view.
struct Drawing {
  var random: Randomness
  let capabilities: Capabilities

  init(_ random: Randomness, _ capabilities: Capabilities) {
    self.random = random
    self.capabilities = capabilities
  }

  mutating func testCase(id: String) -> Case {
    let variables = variables()
    var testCase = Case(id: id, arguments: arguments(), variables: variables, script: [])
    if has(.excludeFromWeightDecay), random.chance(0.25) { testCase.exclusion = exclusion(variables.count) }
    if has(.optimizer("Adam")), random.chance(0.08) {
      testCase.optimizer = .adam
      if random.chance(0.5) { testCase.arguments.given[.weightDecay] = nil }
    }
    testCase.script = script(for: testCase)
    if random.chance(0.15) { constrain(&testCase) }
    if has(.overwriteWithGradient), random.chance(0.12) { overwrite(&testCase) }
    if has(.sparseGradients), random.chance(0.2) { makeSparse(&testCase) }
    if has(.lossScaleOptimizer), random.chance(0.12) { testCase.lossScaleOptimizer = lossScaleOptimizer() }
    if has(.initialState), random.chance(0.2) { testCase.initialState = state(for: testCase) }
    if has(.replicas), random.chance(0.02) { replicate(&testCase) }
    if has(.checkpoint), random.chance(0.12) { checkpoint(&testCase) }
    if has(.errors), !testCase.usesReplicas, random.chance(0.03) { spoil(&testCase.arguments) }
    return testCase
  }

  func has(_ feature: Feature) -> Bool { capabilities.has(feature) }
}
