import Conformance
import Dialects
import Textbook

/// What rounding may come to in a case.
struct Rounding: Sendable {
  /// What follows from the rules in nearly exact numbers.
  let prediction: Prediction
  /// The largest, as a share of the way, of these: what rounding one weight once is worth; how far the dtype's own
  /// rounding is from nearly exact numbers by the end; what other roundings of the constants and the step size come to;
  /// and what it comes to if each operation is off by a unit in the last place, always to one side.
  let grain: Double

  /// What changes numbers that all elements share, and yet is no more than rounding. Who computes in double seldom sends
  /// the learning rate through float32, which may overflow there.
  private static let ofSharedNumbers: [[Mistake]] = [
    [.everythingInDouble, .rateDirect, .decayDirect, .betasOfPowersDirect], [.oneMinusBetaInDType],
  ]
  /// Arithmetics of which one may give a port's numbers where rounding decides all.
  private static let arithmetics: [[Mistake]] =
    [[], [.subnormalsKept], [.rateDirect, .decayDirect]] + ofSharedNumbers
  private static let directed: [Mistake] = [.roundedTowardZero, .roundedUp]

  /// What it may come to under a dialect, in a case where the dtypes' own arithmetic gives these exact values, which go so
  /// far; nil if nearly exact numbers give none.
  init?(of testCase: Case, under dialect: Dialect, after events: [Int], exact: [Double], way: Double) {
    prediction = Prediction(testCase, dialect, events: events)
    guard let values = prediction.values else { return nil }
    let dtype = testCase.dtypes.min { $0.precision < $1.precision } ?? .float32
    let unit = Double(sign: .plus, exponent: -dtype.precision, significand: 1)
    let largest = testCase.variables.lazy.flatMap { $0.data.values }.reduce(0) {
      max($0, $1.isFinite ? abs($1) : 0)
    }
    var grain = max(2 * unit, unit / 2 * largest / way, Evidence.distance(exact, values, way))
    for mistakes in Self.ofSharedNumbers {
      let other = Prediction(
        testCase, dialect.union(Dialect(mistakes, in: dialect.profile)), events: events)
      grain = max(grain, Evidence.distance(values, other.values ?? [], way))
    }
    for mistake in Self.directed {
      let other = ModelPort.answer(testCase, dialect.with(mistake)).reply.values(after: events)
      grain = max(grain, Evidence.distance(exact, other ?? [], way))
    }
    self.grain = grain
  }

  /// Whether one of the arithmetics gives, under a dialect, numbers that are like a port's: less than half of the way off,
  /// and infinite or no numbers where these are. What is subnormal is like zero: an arithmetic may flush or keep it.
  static func mayGive(_ actual: [Double], to witnessed: Witnessed, under dialect: Dialect) -> Bool {
    let testCase = witnessed.testCase
    let least = testCase.dtypes.map(\.flushedBelow).max() ?? 0
    let actual = actual.flushed(below: least)
    return arithmetics.contains { mistakes in
      let dialect = dialect.union(Dialect(mistakes, in: dialect.profile))
      let given = [
        ModelPort.answer(testCase, dialect).reply.values(after: witnessed.events),
        Prediction(testCase, dialect, events: witnessed.events).values,
      ]
      return given.contains { values in
        guard let values = values?.flushed(below: least) else { return false }
        return Evidence.distance(actual, values, Evidence.way(of: testCase, or: values)) < 0.5
      }
    }
  }
}

extension PortReply {
  /// The values of all variables after some events, one behind the other; nil if there are none.
  func values(after events: [Int]) -> [Double]? {
    guard case .observation(let observation) = self else { return nil }
    return events.flatMap { observation.steps[$0].flatMap(\.values) }
  }
}

extension [Double] {
  fileprivate func flushed(below least: Double) -> [Double] { map { abs($0) < least ? 0 : $0 } }
}
