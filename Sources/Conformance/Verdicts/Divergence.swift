/// The first difference between what a case must lead to and what a port answered, in the order of computation.
public struct Divergence: Error, Hashable, Sendable {
  public enum Difference: Hashable, Sendable {
    /// An element has other bits.
    case bits(DType, expected: UInt64, actual: UInt64)
    /// A tensor has another type.
    case dtype(expected: DType, actual: DType)
    /// A whole number is another.
    case integer(expected: Int, actual: Int)
    /// There are more or fewer of something than there must be.
    case count(of: Counted, expected: Int, actual: Int)
    /// Something is missing, or is there where nothing must be.
    case presence(expected: Bool)
    /// A refusal is missing, is there where none must be, or is another.
    case refusal(expected: Refusal?, actual: Refusal?)
    /// The port did not answer: it threw this.
    case fault(String)
    /// The answer has nothing that could be compared.
    case nothingCompared
  }

  /// What there may be too many or too few of.
  public enum Counted: String, Hashable, Sendable {
    /// Steps of a case.
    case steps
    /// Variables of a step, or tensors of a slot.
    case variables
    /// Elements of a tensor.
    case elements
  }

  public var difference: Difference
  public var quantity: ComparedQuantity
  /// The index of the event in the script.
  public var event: Int?
  /// The number of `apply` events up to and with that event.
  public var step: Int?
  /// The index of the variable.
  public var variable: Int?
  public var variableName: String?
  /// The index of the element.
  public var element: Int?

  public init(
    _ difference: Difference,
    quantity: ComparedQuantity,
    event: Int? = nil,
    step: Int? = nil,
    variable: Int? = nil,
    variableName: String? = nil,
    element: Int? = nil
  ) {
    self.difference = difference
    self.quantity = quantity
    self.event = event
    self.step = step
    self.variable = variable
    self.variableName = variableName
    self.element = element
  }

  /// The distance of the elements in representable values; nil if no elements differ, or one is NaN.
  public var ulps: UInt64? {
    guard case .bits(let dtype, let expected, let actual) = difference else { return nil }
    return dtype.ulps(from: expected, to: actual)
  }

  /// Whether the port is broken rather than wrong. One that says that it could make nothing of the case is not: that
  /// is an answer.
  public var isFault: Bool {
    if case .fault = difference { true } else { false }
  }

  /// Whether the port says that it could make nothing of the case.
  package var isInternal: Bool {
    if case .refusal(_, let actual?) = difference { actual.category == .internal } else { false }
  }
}
