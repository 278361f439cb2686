import Synchronization

/// A wish that a search end with what it has found so far.
public final class Interrupt: Sendable {
  private let wish = Atomic(false)

  public init() {}

  /// Whether it was uttered.
  public var isSet: Bool { wish.load(ordering: .relaxed) }

  public func set() { wish.store(true, ordering: .relaxed) }
}
