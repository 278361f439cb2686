/// A number, or a function without arguments that returns the number to use.
///
/// Keras documents `beta_1` and `beta_2` as "a float value …, or a callable that takes no arguments", but
/// raises when it meets a callable. Here the documentation is kept: the callable is asked once for each
/// update, with ``Profile/graph`` once for each kind of gradients (rule R-GRAPH-CALLABLE), and the number it
/// returns is used as if it had been given.
public enum Hyperparameter {
  case constant(Double)
  /// A function, asked once for each update before the step changes anything, and never on a call that does
  /// not update; with ``Profile/graph`` by the first call with a kind of gradients. It runs with subnormal
  /// numbers kept, as outside of the step.
  case callable(() -> Double)

  /// The number to use now.
  public var value: Double {
    switch self {
    case .constant(let value): value
    case .callable(let value): FlushToZero.suspended(value)
    }
  }
}

extension Hyperparameter: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}
