public import Conformance
public import Dialects

/// What follows from a dialect's rules in a case, in nearly exact numbers.
public struct Prediction: Sendable {
  /// The values of all variables after the events that were asked for, one behind the other; nil if the case is
  /// refused.
  public let values: [Double]?
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

  private init(values: [Double]?, met: Dialect) {
    self.values = values
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
        guard let next = kept.first else { break }
        try model.play(event, at: index)
        guard next == index else { continue }
        kept.removeFirst()
        for variable in model.variables { values += variable.weight.map { Double($0.value) } }
      }
      return Prediction(values: values, met: model.met)
    } catch {
      return Prediction(values: nil, met: .keras)
    }
  }
}
