public import Conformance
public import Dialects

/// What follows from a dialect's rules in a case, in nearly exact numbers.
public struct Prediction: Sendable {
  /// The values of all variables after the events that were asked for, one behind the other; nil if the case is
  /// refused.
  public let values: [Double]?
  /// The counters of the state at the end; nil if the case is refused.
  public let counters: Counters?
  /// The mistakes that the dialect might make in this case: no other could change the values.
  public let met: Dialect

  /// The values of a case after some of its events.
  public init(_ testCase: Case, _ dialect: Dialect, events: [Int]) {
    #if arch(x86_64)
      let isWide = testCase.dtypes.contains(.float64)
      self =
        isWide
        ? Self.make(testCase, dialect, events, Float80.self)
        : Self.make(testCase, dialect, events, Double.self)
    #else
      self = Self.make(testCase, dialect, events, Double.self)
    #endif
  }

  private init(values: [Double]?, counters: Counters?, met: Dialect) {
    self.values = values
    self.counters = counters
    self.met = met
  }

  private static func make<Carrier: BinaryFloatingPoint & Sendable>(
    _ testCase: Case, _ dialect: Dialect, _ events: [Int], _: Carrier.Type
  ) -> Prediction {
    do {
      let model = try Model<Witness<Carrier>>(testCase, dialect)
      var values: [Double] = []
      var kept = events[...]
      for (index, event) in testCase.script.enumerated() {
        try model.play(event, at: index)
        guard kept.first == index else { continue }
        kept.removeFirst()
        for variable in model.variables { values += variable.weight.map { Double($0.value) } }
      }
      return Prediction(values: values, counters: model.counters, met: model.met)
    } catch {
      return Prediction(values: nil, counters: nil, met: Dialect(in: dialect.profile))
    }
  }
}
