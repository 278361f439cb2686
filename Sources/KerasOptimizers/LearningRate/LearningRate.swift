/// What the optimizer uses as its learning rate: Keras' argument `learning_rate`.
public enum LearningRate {
  /// A number; Keras keeps it as a float32 variable, so it is rounded to `Float` (rule R-RATE-1).
  case constant(Double)
  /// A schedule, which sees the raw number of `apply` calls (rule R-RATE-3).
  case schedule(any LearningRateSchedule)
  /// A function without arguments that returns the value to use. Like Keras, an update calls it once for each
  /// variable that is decayed, in the order of the call, and once more for the Adam update (rule R-RATE-2); but all of
  /// that before the step changes anything. With ``Profile/graph`` the first `apply` with a kind of gradients
  /// calls it, for all that follow (rule R-GRAPH-CALLABLE).
  case callable(() -> Double)
}

extension LearningRate: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}
