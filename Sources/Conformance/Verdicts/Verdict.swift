/// The judgement on one case. There is no third verdict beside passed and failed: a case that a port cannot
/// run is not judged.
public enum Verdict: Hashable, Sendable {
  /// Everything that was compared is equal, and something was.
  case passed
  case failed(Divergence)
  /// The port lacks something that the case needs.
  case unsupported(Unsupported)
}
