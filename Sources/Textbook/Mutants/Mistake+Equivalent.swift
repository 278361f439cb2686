public import Dialects

extension Mistake {
  /// Mistakes that no case can notice, and why: at most five.
  public static let equivalent: [Mistake: String] = [:]
}
