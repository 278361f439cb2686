import Conformance
import Dialects

/// A variable and its slots.
struct Trained<Format: NumberFormat> {
  typealias N = Number<Format>

  let name: String
  let shape: [Int]
  let format: Format
  let constraint: Constraint?
  var isOverwritten: Bool
  /// Whether it is called a bias: what some never decay.
  let isBias: Bool
  /// Whether it is decayed (rules R-DECAY-3, R-DECAY-4).
  var decays = true
  var weight: [N]
  let initialWeight: [N]
  var momentum: [N]?
  var velocity: [N]?
  var velocityHat: [N]?
  var average: [N]?
  /// One for each replica.
  var accumulators: [[N]] = []
  /// How often it was updated: what somebody counts who counts by variable.
  var updates = 0
  /// How many gradients its accumulator holds.
  var seen = 0
  /// Whether its average is the weight's own array, as Keras' never is.
  var sharesAverage = false
  /// The slots that an initial state brought.
  var restored: Set<State.Slot> = []
  /// What accumulators of further replicas begin with.
  var accumulatorsAtStart: [N] = []

  init(_ variable: Variable, _ dialect: Dialect) {
    let format = Format(variable.dtype, dialect)
    name = variable.name
    isBias = name.contains("bias")
    shape = variable.shape
    self.format = format
    constraint = variable.constraint
    isOverwritten = variable.overwriteWithGradient
    weight = variable.data.bits.map(format.number)
    initialWeight = weight
  }

  var count: Int { weight.count }
  var zeros: [N] { Array(repeating: .zero(format), count: count) }
  /// The number of elements of a row.
  var width: Int { shape.dropFirst().reduce(1, *) }
}

/// A gradient on its way through a step.
struct StepGradient<Format: NumberFormat> {
  typealias N = Number<Format>

  /// Its own dtype's, until it is cast (rule R-CAST-1).
  var format: Format
  /// The rows that a sparse gradient has; nil for a dense one.
  var rows: [Int]?
  var elements: [N]

  /// Nil for a missing one.
  init?(_ gradient: Gradient, _ dialect: Dialect) {
    switch gradient {
    case .missing: return nil
    case .dense(let tensor): self.init(tensor, rows: nil, dialect)
    case .rows(let rows, let tensor): self.init(tensor, rows: rows, dialect)
    }
  }

  private init(_ tensor: Tensor, rows: [Int]?, _ dialect: Dialect) {
    let format = Format(tensor.dtype, dialect)
    self.format = format
    self.rows = rows
    elements = tensor.bits.map(format.number)
  }

  init(_ elements: [N], _ format: Format, rows: [Int]? = nil) {
    self.format = format
    self.rows = rows
    self.elements = elements
  }

  func map(_ transform: (N) -> N) -> Self { Self(elements.map(transform), format, rows: rows) }

  func cast(to other: Format) -> Self { Self(elements.map { $0.cast(to: other) }, other, rows: rows) }
}
