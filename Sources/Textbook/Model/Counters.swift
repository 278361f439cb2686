/// The whole numbers of a state: calls of `apply`, and finite steps since the loss scale changed.
public struct Counters: Equatable, Sendable {
  public let iterations: Int
  /// Nil without a loss scale optimizer.
  public let stepCounter: Int?
}
