public import Conformance

/// Makes up cases over the whole space of what a case can say, and favours the places where rounding,
/// counting and comparing turn.
///
/// A case depends on the seed, its number, and what the ports have: on nothing else, and on no machine.
public struct CaseGenerator: Sendable {
  /// What the random choices start from.
  public let seed: UInt64
  private let capabilities: Capabilities
  private let profile: Profile

  /// The generator of cases that all of these ports have declared they can run, where Keras runs them.
  public init(seed: UInt64, for ports: [PortDescription], in profile: Profile = .eager) {
    self.seed = seed
    self.profile = profile
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
    var testCase = drawing.testCase(id: "fuzz/\(seed)-\(index)")
    if !testCase.isPortable(in: profile) { testCase.arguments.given[.epsilon] = nil }
    return testCase
  }
}
