/// How much real Keras has answered, and where the time went.
public struct Throughput: Hashable, Sendable {
  public var cases = 0
  /// The time from a case to its answer, as the caller sees it.
  public var total = Duration.zero
  /// The part of it in which Keras ran: variables made, an optimizer built, and the script played.
  public var inKeras = Duration.zero

  /// The cases that are answered in a second; 0 before any is.
  public var casesPerSecond: Double { total > .zero ? Double(cases) / (total / .seconds(1)) : 0 }

  /// What the way there and back takes, as a part of the time in which Keras runs.
  public var overhead: Double { inKeras > .zero ? (total - inKeras) / inKeras : 0 }
}

extension Throughput: CustomStringConvertible {
  public var description: String {
    func rounded(_ value: Double, to digits: Double) -> String { "\((value * digits).rounded() / digits)" }
    return """
      Keras answered \(cases) cases in \(rounded(total / .seconds(1), to: 10)) s, \
      \(rounded(casesPerSecond, to: 10)) a second; the bridge adds \(rounded(overhead * 100, to: 100)) % to \
      what Keras takes
      """
  }
}
