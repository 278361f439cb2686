public import Conformance

/// The numbers of one element in one step, in the order of computation, up to the first that differs from Keras'.
public struct Explanation: Sendable {
  /// What stands beside Keras' numbers.
  public enum Basis: Sendable {
    case nothing
    /// A port's own intermediate quantities.
    case trace
    /// What a dialect makes of the case; a port's own are the values and the state after the step.
    case dialect
  }

  /// A quantity: Keras' number and the other.
  public struct Row: Sendable {
    public enum Number: Hashable, Sendable {
      case element(DType, UInt64)
      case integer(Int)
    }

    /// The name in the protocol, such as `gradient_clipped`.
    public let quantity: String
    /// What it follows from; nil for what is given.
    public let rule: Rule?
    public let keras: Number?
    public let other: Number?
    /// Whether the other is the port's own answer, and not a dialect's.
    public let isOfPort: Bool

    /// Whether both are there and are not the same.
    public var differs: Bool {
      switch (keras, other) {
      case (.element(let dtype, let a)?, .element(let own, let b)?):
        dtype != own || !dtype.matches(a, b)
      case (.integer(let a)?, .integer(let b)?): a != b
      default: false
      }
    }

    /// How far apart elements are in representable values; nil if one is NaN or there are none.
    public var ulps: UInt64? {
      guard case (.element(let dtype, let a)?, .element(let own, let b)?) = (keras, other), dtype == own
      else {
        return nil
      }
      return dtype.ulps(from: a, to: b)
    }
  }

  public let testCase: Case
  public let place: Place
  public let basis: Basis
  /// The quantities; behind the first that differs only what a port says itself.
  public let rows: [Row]

  /// The first quantity that differs.
  public var difference: Row? { rows.first(where: \.differs) }

  /// The numbers at a place of a case: Keras', and those beside them if there are any.
  public init(_ testCase: Case, at place: Place, keras: Account, other: Account?) {
    self.testCase = testCase
    self.place = place
    basis = other.map { $0.isTraceOfPort ? .trace : .dialect } ?? .nothing
    let all = Quantity.all(of: testCase, at: place).compactMap { quantity -> Row? in
      let numbers = (quantity.number(keras), other.flatMap(quantity.number))
      if numbers == (nil, nil) { return nil }
      let isOfPort = other.map { quantity.isTraced ? $0.isTraceOfPort : $0.isOfPort } ?? false
      return Row(
        quantity: quantity.name, rule: quantity.rule, keras: numbers.0, other: numbers.1, isOfPort: isOfPort)
    }
    guard let first = all.firstIndex(where: \.differs) else {
      rows = all
      return
    }
    let value = all[(first + 1)...].filter { $0.quantity == Quantity.valueName && !all[first].isOfPort }
    rows = Array(all[...first]) + value
  }
}
