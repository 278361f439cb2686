/// What is compared: the quantities of a case in the order of computation, and what holds several of them.
///
/// A difference is in one quantity, or in a state that is missing altogether. A budget may allow for
/// ``everything``, for all of a ``trace`` or a ``state``, or for a shared number in every type.
public enum ComparedQuantity: Hashable, Sendable {
  case everything
  /// The answer as such, which a port may owe.
  case reply
  /// The refusal.
  case error
  /// What the case expects, where that is nothing.
  case expectation
  /// How many steps there are.
  case steps
  /// The intermediate quantities of all steps.
  case trace
  /// A number of a step that the variables of a type share; without a type, in every type.
  case scalar(TraceEntry.Scalar, DType?)
  /// An intermediate quantity of a variable.
  case traced(TraceEntry.Quantity)
  /// The variables after each event.
  case variable
  /// The state after the last event.
  case state
  /// The raw number of `apply` calls.
  case iterations
  /// The learning rate variable.
  case learningRate
  case slot(State.Slot)
  /// The scale of a loss scale optimizer.
  case lossScale
  /// The number of steps since a loss scale optimizer last changed the scale.
  case stepCounter

  /// What holds the quantity: `trace.alpha.float32` is in `trace.alpha`, that in `trace`, and that in `*`.
  public var parent: ComparedQuantity? {
    switch self {
    case .everything: nil
    case .scalar(let scalar, _?): .scalar(scalar, nil)
    case .scalar(_, nil), .traced: .trace
    case .iterations, .learningRate, .slot, .lossScale, .stepCounter: .state
    case .reply, .error, .expectation, .steps, .trace, .variable, .state: .everything
    }
  }

  /// Whether a budget may name the quantity. An allowance is for one type already.
  package var mayHaveAllowance: Bool {
    switch self {
    case .reply, .error, .expectation, .steps, .scalar(_, _?): false
    default: true
    }
  }

  /// Whether this is an intermediate quantity.
  package var isTraced: Bool {
    switch self {
    case .scalar, .traced: true
    default: false
    }
  }
}

extension ComparedQuantity: Comparable {
  /// All quantities, in the order of computation: the numbers that a step shares depend on no gradient.
  public static let all: [ComparedQuantity] =
    [.everything, .reply, .error, .expectation, .steps, .trace]
    + TraceEntry.Scalar.allCases.flatMap { scalar in
      [.scalar(scalar, nil)] + DType.allCases.map { .scalar(scalar, $0) }
    }
    + TraceEntry.Quantity.allCases.map { .traced($0) }
    + [.variable, .state, .iterations, .learningRate]
    + State.Slot.allCases.map { .slot($0) }
    + [.lossScale, .stepCounter]

  private static let places = Dictionary(uniqueKeysWithValues: zip(all, all.indices))

  /// Whether a quantity is computed first.
  public static func < (first: ComparedQuantity, second: ComparedQuantity) -> Bool {
    places[first, default: 0] < places[second, default: 0]
  }
}

extension ComparedQuantity: LosslessStringConvertible {
  private static let spelled = Dictionary(uniqueKeysWithValues: all.map { ($0.description, $0) })

  /// The quantity of a spelling such as `state.momentum`; nil if there is none.
  public init?(_ spelling: String) {
    guard let quantity = Self.spelled[spelling] else { return nil }
    self = quantity
  }

  /// The spelling in files and reports: `variable`, `state.momentum`, `trace.alpha.float32`.
  public var description: String {
    if isTraced { return "trace.\(name)" }
    return parent == .state ? "state.\(name)" : name
  }

  /// The name within a trace or a state, such as `alpha.float32`.
  package var name: String {
    switch self {
    case .everything: "*"
    case .reply: "reply"
    case .error: "error"
    case .expectation: "expect"
    case .steps: "steps"
    case .trace: "trace"
    case .scalar(let scalar, let dtype): scalar.rawValue + (dtype.map { ".\($0.rawValue)" } ?? "")
    case .traced(let quantity): quantity.rawValue
    case .variable: "variable"
    case .state: "state"
    case .iterations: "iterations"
    case .learningRate: "learning_rate"
    case .slot(let slot): slot.rawValue
    case .lossScale: "loss_scale"
    case .stepCounter: "step_counter"
    }
  }
}
