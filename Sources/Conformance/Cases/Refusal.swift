/// A case that was refused, as it must be or as a port did.
public struct Refusal: Hashable, Sendable {
  /// The kind of a refusal.
  public enum Category: String, Sendable, CaseIterable, CustomStringConvertible {
    /// An argument of the optimizer, of a schedule or of an assignment has a value that Keras refuses.
    case invalidArgument = "invalid_argument"
    /// The gradients do not match the variables, or there are none.
    case invalidGradients = "invalid_gradients"
    /// The optimizer has not been built.
    case notBuilt = "not_built"
    /// The port could not make sense of the request.
    case `internal`

    public var description: String { rawValue }
  }

  public var category: Category
  /// The argument at fault, by Keras' name.
  public var argument: String?
  /// What is wrong, in the port's own words: never compared.
  public var message: String?

  public init(_ category: Category, argument: String? = nil, message: String? = nil) {
    self.category = category
    self.argument = argument
    self.message = message
  }
}
