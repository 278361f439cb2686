/// What every optimizer of this kind has, and a port may say that it has not. It is then asked only the cases in which
/// that does nothing.
public enum Lack: String, Sendable, CaseIterable {
  case weightDecay = "weight_decay"
  /// The division of the moments by what is still missing of them in the first steps.
  case biasCorrection = "bias_correction"

  /// Whether that does nothing in a case, so that a port may do without it.
  func isHarmless(in testCase: Case) -> Bool {
    switch self {
    case .weightDecay: testCase.hasIdleDecay
    case .biasCorrection: testCase.hasIdleBiasCorrection
    }
  }
}
