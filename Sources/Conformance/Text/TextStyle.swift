/// How text is made to stand out, where it may.
public struct TextStyle: Sendable {
  /// Whether the reader's terminal shows colour.
  public var hasColor: Bool

  public init(hasColor: Bool) { self.hasColor = hasColor }

  /// The style for a place to write to: coloured if it is a terminal, and `NO_COLOR` is not set.
  public init(isTerminal: Bool, environment: [String: String]) {
    hasColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  package func red(_ text: String) -> String { wrap(text, in: "31") }
  package func green(_ text: String) -> String { wrap(text, in: "32") }
  package func yellow(_ text: String) -> String { wrap(text, in: "33") }
  package func bold(_ text: String) -> String { wrap(text, in: "1") }

  private func wrap(_ text: String, in code: String) -> String {
    hasColor ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
