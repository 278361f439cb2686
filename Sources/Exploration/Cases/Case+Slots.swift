import Conformance

extension Case {
  /// Whether the optimizer has slots of a kind.
  func keeps(_ slot: State.Slot) -> Bool {
    switch slot {
    case .momentum, .velocity: true
    case .velocityHat: arguments.amsgrad
    case .average: arguments.useEMA
    case .gradientAccumulator: (arguments.gradientAccumulationSteps ?? 0) > 0
    }
  }
}
