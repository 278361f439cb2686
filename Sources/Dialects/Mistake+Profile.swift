public import Conformance

extension Mistake {
  /// The mistakes that can be made in a profile, in the order of the list.
  public static func all(in profile: Profile) -> [Mistake] { allCases.filter { $0.canBeMade(in: profile) } }

  /// Whether it is a mistake in a profile: another makes it right, or has nothing in which it could be made.
  public func canBeMade(in profile: Profile) -> Bool {
    switch profile {
    case .eager: !Self.ofGraphs.makes(self)
    case .graph: !Self.ofEagerMode.makes(self)
    }
  }

  private static let ofGraphs = Dialect((graphMistakes + graphScheduleMistakes).map(\.mistake))

  /// What a graph does, everywhere or in part: then it has mistakes of its own about the rest. And what it refuses.
  private static let ofEagerMode = Dialect([
    .callableAskedOnce, .constantsRoundedOnce, .decayConstantsFirst, .meanByReciprocal,
    .mixedGlobalNormRefusedAlways, .replicasShareAccumulators, .unscaledByReciprocal,
  ])
}
