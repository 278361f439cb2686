/// Another library's AdamW, as a set of mistakes.
public struct NamedDialect: Sendable {
  public let id: String
}
