/// A refusal: which rule of use was broken, by which argument, and what would be right.
///
/// Where Keras raises `ValueError`, `TypeError` or TensorFlow's `InvalidArgumentError`, this package throws
/// this error before anything has changed.
public struct OptimizerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of use was refused.
  public enum Category: String, Sendable {
    /// A constructor argument, a schedule's argument or an assigned value.
    case invalidArgument = "invalid_argument"
    /// Gradients that do not fit the variables.
    case invalidGradients = "invalid_gradients"
    /// The optimizer was asked for something that needs its variables before it was built.
    case notBuilt = "not_built"
    /// A saved state that does not fit the optimizer; the argument is the name of the state's variable.
    case invalidState = "invalid_state"
  }

  /// What kind of use was refused.
  public let category: Category
  /// Keras' name of the argument at fault, such as `global_clipnorm`.
  public let argument: String
  /// A sentence: what was wrong, and what would be right.
  public let message: String

  /// A refusal of your own, such as a schedule's.
  public init(category: Category, argument: String, message: String) {
    self.category = category
    self.argument = argument
    self.message = message
  }

  public var description: String { "\(argument): \(message)" }
}

extension OptimizerError {
  static func invalid(_ argument: String, _ message: String) -> OptimizerError {
    OptimizerError(category: .invalidArgument, argument: argument, message: message)
  }

  static func gradients(_ message: String) -> OptimizerError {
    OptimizerError(category: .invalidGradients, argument: "grads", message: message)
  }

  static func notBuilt(_ argument: String, _ message: String) -> OptimizerError {
    OptimizerError(category: .notBuilt, argument: argument, message: message)
  }
}
