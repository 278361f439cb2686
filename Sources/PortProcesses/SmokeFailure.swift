public import Conformance

/// What an adapter does wrong that has nothing to do with arithmetic.
public enum SmokeFailure: Fault, Hashable, Sendable {
  /// It declares to report something, and does not.
  case reportsNone(Feature)
  /// It answers with another number of steps than there are events.
  case wrongSteps(expected: Int, actual: Int)
  /// It answers with another number of variables.
  case wrongVariables(expected: Int, actual: Int)
  /// It answers with another number of elements than the shape has.
  case wrongElements(shape: [Int], expected: Int, actual: Int)
  /// It writes the bytes of an element in the wrong order.
  case swapsBytes
  /// It changes a variable where nothing must change.
  case changesBits(from: Tensor, to: Tensor)
  /// It gives the same bits for different cases.
  case answersAlike
  /// It goes on with the optimizer of an earlier case.
  case keepsOptimizer

  public var blame: Blame { .port }

  /// Sentences: whose fault it is, and what would be right.
  public var description: String { "The adapter is broken. \(sentence)" }

  private var sentence: String {
    switch self {
    case .reportsNone(let feature):
      "It declares '\(feature.name)' and reports none."
    case .wrongSteps(let expected, let actual):
      "\(expected) events must be answered with as many steps, not \(actual)."
    case .wrongVariables(let expected, let actual):
      "Each step must have \(expected) variables, not \(actual)."
    case .wrongElements(let shape, let expected, let actual):
      "A variable of the shape \(shape) must come back with \(expected) elements, not \(actual)."
    case .swapsBytes:
      "The bytes of an element must stand in big-endian order."
    case .changesBits(let expected, let actual):
      """
      With a learning rate of 0 a variable must keep its bits, but \(expected.hexadecimal) came back as \
      \(actual.hexadecimal).
      """
    case .answersAlike:
      "Different cases must not be answered with the same bits."
    case .keepsOptimizer:
      "Each case must get a new optimizer, but a case was answered differently the second time."
    }
  }
}
