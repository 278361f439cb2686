import Conformance
import Dialects
import Textbook

/// A case whose numbers can be compared with what follows from a dialect.
struct Evidence: Sendable {
  let witnessed: Witnessed
  /// The port's numbers, all elements after all events one behind the other.
  let actual: [Double]
  let expected: [Double]
  private let initial: [Double]
  /// How far Keras moved the element that it moved farthest.
  let way: Double
  /// The coarsest of the case's dtypes: what its rounding is like.
  let dtype: DType
  /// What ``Rounding`` is worth in this case, as a share of the way.
  let grain: Double
  /// The mistakes that could show in this case.
  let met: Dialect
  /// How far the port is from Keras' rules.
  let distanceFromKeras: Double

  var testCase: Case { witnessed.testCase }
}

extension Evidence {
  /// A distance of numbers of which one is no number: larger than any other.
  static let farthest = 1e6

  /// Nil where nearly exact numbers say nothing of what Keras does in this case, as when it overflows by a rounding.
  init?(_ witnessed: Witnessed, _ known: Rounding? = nil) {
    guard case .values(let expectation) = witnessed.testCase.expectation,
      case .values(let steps, _) = witnessed.answer
    else { return nil }
    self.witnessed = witnessed
    let testCase = witnessed.testCase
    expected = expectation.steps.flatMap { $0.variables.flatMap(\.values) }
    actual = witnessed.isKeras ? expected : steps.flatMap { $0.flatMap(\.values) }
    initial = testCase.variables.flatMap { $0.data.values }
    way = Self.way(expected, from: initial)
    dtype = testCase.dtypes.min { $0.precision < $1.precision } ?? .float32
    let rounding =
      known
      ?? Rounding(
        of: testCase, under: Dialect(in: witnessed.profile), after: witnessed.events, exact: expected,
        way: way)
    guard let rounding, rounding.grain < 0.5 else { return nil }
    grain = rounding.grain
    met = rounding.prediction.met
    distanceFromKeras =
      witnessed.hasCounted(as: rounding.prediction.counters)
      ? Self.distance(actual, rounding.prediction.values ?? [], way) : Self.farthest
  }

  /// How far the port is from a prediction, as a share of the way that Keras or the prediction goes.
  /// Where it has counted otherwise, nothing is farther.
  func distance(_ prediction: Prediction) -> Double {
    guard let values = prediction.values, witnessed.hasCounted(as: prediction.counters) else {
      return Self.farthest
    }
    return distance(to: values)
  }

  func distance(to values: [Double]) -> Double { Self.distance(actual, values, way(of: values)) }

  /// What rounding is worth in this case to those who make mistakes, which may bring numbers close to where a rounding
  /// decides; nil if it decides all.
  func grain(under dialect: Dialect) -> Double? {
    guard let exact = ModelPort.answer(testCase, dialect).reply.values(after: witnessed.events) else {
      return nil
    }
    let rounding = Rounding(
      of: testCase, under: dialect, after: witnessed.events, exact: exact, way: way(of: exact))
    return rounding.flatMap { $0.grain < 0.5 ? max(grain, $0.grain) : nil }
  }

  /// What rounding is worth to Keras in a case, whatever a port makes of it.
  static func rounding(of testCase: Case, in profile: Profile) -> Rounding? {
    guard case .values(let expectation) = testCase.expectation else { return nil }
    let expected = expectation.steps.flatMap { $0.variables.flatMap(\.values) }
    return Rounding(
      of: testCase, under: Dialect(in: profile), after: expectation.steps.map(\.event), exact: expected,
      way: way(of: testCase))
  }

  /// How far Keras moves the element of a case that it moves farthest; 1 where it moves none.
  static func way(of testCase: Case) -> Double {
    guard case .values(let expectation) = testCase.expectation else { return 1 }
    let expected = expectation.steps.flatMap { $0.variables.flatMap(\.values) }
    return way(expected, from: testCase.variables.flatMap { $0.data.values })
  }

  /// The same, or how far these values go, if that is farther.
  static func way(of testCase: Case, or values: [Double]) -> Double {
    max(way(of: testCase), way(values, from: testCase.variables.flatMap { $0.data.values }))
  }

  private func way(of values: [Double]) -> Double { max(way, Self.way(values, from: initial)) }

  static func distance(_ actual: [Double], _ predicted: [Double], _ way: Double) -> Double {
    guard actual.count == predicted.count else { return farthest }
    var largest = 0.0
    for (a, b) in zip(actual, predicted) where a != b {
      if a.isNaN && b.isNaN { continue }
      let distance = abs(a - b)
      guard distance.isFinite else { return farthest }
      largest = max(largest, distance)
    }
    return min(largest / way, farthest)
  }

  private static func way(_ values: [Double], from initial: [Double]) -> Double {
    guard !initial.isEmpty else { return 1 }
    var way = 0.0
    for (place, value) in values.enumerated() where value.isFinite {
      let start = initial[place % initial.count]
      if start.isFinite { way = max(way, abs(value - start)) }
    }
    if way > 0 { return way }
    let largest = initial.reduce(0) { max($0, $1.isFinite ? abs($1) : 0) }
    return largest > 0 ? largest : 1
  }
}

extension DType {
  /// What is below it may count as zero: the smallest normal number, but 0 in float16, which keeps subnormals.
  var flushedBelow: Double {
    switch self {
    case .float32, .bfloat16: 0x1p-126
    case .float64: .leastNormalMagnitude
    case .float16: 0
    }
  }

  /// The number of significant bits.
  var precision: Int {
    switch self {
    case .float64: 53
    case .float32: 24
    case .float16: 11
    case .bfloat16: 8
    }
  }
}
