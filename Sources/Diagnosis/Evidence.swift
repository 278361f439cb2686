import Conformance
import Dialects
import Textbook

/// A case whose numbers can be compared with what follows from a dialect.
struct Evidence: Sendable {
  let witnessed: Witnessed
  /// The port's numbers, all elements after all events one behind the other.
  let actual: [Double]
  let expected: [Double]
  /// How far Keras moved the element that it moved farthest.
  let way: Double
  /// The coarsest of the case's dtypes: what its rounding is like.
  let dtype: DType
  /// What rounding is worth in this case, as a share of the way: that of one weight, what Keras' own rounding has come to
  /// by the end, or what other roundings of the constants and the step size would come to.
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

  /// What changes numbers that all elements share, and yet is no more than rounding.
  private static let otherRoundings: [Mistake] = [.everythingInDouble, .oneMinusBetaInDType]
  /// What is off by a unit in the last place at each operation, always to one side: a case in which that comes to much
  /// shows nothing else.
  private static let directedRoundings: [Mistake] = [.roundedTowardZero, .roundedUp]

  /// Nil where nearly exact numbers say nothing of what Keras does in this case, as when it overflows by a rounding.
  init?(_ witnessed: Witnessed) {
    guard case .values(let expectation) = witnessed.testCase.expectation,
      case .values(let steps, _) = witnessed.answer
    else { return nil }
    self.witnessed = witnessed
    let testCase = witnessed.testCase
    expected = expectation.steps.flatMap { $0.variables.flatMap(\.values) }
    actual = witnessed.isKeras ? expected : steps.flatMap { $0.flatMap(\.values) }
    let initial = testCase.variables.flatMap { $0.data.values }
    way = Self.way(expected, from: initial)
    dtype = testCase.dtypes.min { $0.precision < $1.precision } ?? .float32
    let prediction = Prediction(testCase, .keras, events: witnessed.events)
    guard let values = prediction.values else { return nil }
    let rounding = Self.distance(expected, values, way)
    let unit = Double(sign: .plus, exponent: -dtype.precision, significand: 1)
    let largest = initial.reduce(0) { max($0, $1.isFinite ? abs($1) : 0) }
    var grain = max(2 * unit, unit / 2 * largest / way, rounding)
    for mistake in Self.otherRoundings where prediction.met.makes(mistake) || mistake == .everythingInDouble {
      let other = Prediction(testCase, Dialect([mistake]), events: witnessed.events)
      grain = max(grain, other.values == nil ? Self.farthest : Self.distance(values, other.values ?? [], way))
    }
    for mistake in Self.directedRoundings {
      let other = ModelPort.answer(testCase, Dialect([mistake])).reply
      grain = max(grain, Self.distance(expected, other.values(after: witnessed.events), way))
    }
    self.grain = grain
    met = prediction.met
    // Half of the way is no rounding any more.
    guard grain < 0.5 else { return nil }
    distanceFromKeras = Self.distance(actual, values, way)
  }

  func distance(_ prediction: Prediction) -> Double {
    prediction.values.map { Self.distance(actual, $0, way) } ?? Self.farthest
  }

  private static func distance(_ actual: [Double], _ predicted: [Double], _ way: Double) -> Double {
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

extension PortReply {
  /// The values of all variables after some events, one behind the other; none if there are none.
  fileprivate func values(after events: [Int]) -> [Double] {
    guard case .observation(let observation) = self else { return [] }
    return events.flatMap { observation.steps[$0].flatMap(\.values) }
  }
}

extension DType {
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
