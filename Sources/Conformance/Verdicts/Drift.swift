/// How far the variables were after one event from what they must be.
public struct Drift: Hashable, Sendable {
  /// The index of the event in the script.
  public var event: Int
  /// The largest distance of an element in representable values; nil if an element is NaN on one side only.
  public var ulps: UInt64?
  /// The largest distance of an element as a share of how far the element that went farthest had to go from
  /// its initial value; nil if none had to, or if that is not finite.
  public var share: Double?

  public init(event: Int, ulps: UInt64?, share: Double? = nil) {
    self.event = event
    self.ulps = ulps
    self.share = share
  }
}

extension Observation {
  /// How far each step of a case is from what is expected, as far as there is something to compare.
  func drift(from expected: ExpectedValues, of testCase: Case) -> [Drift] {
    expected.steps.compactMap { step in
      guard steps.indices.contains(step.event) else { return nil }
      var farthest = Farthest()
      for (variable, (actual, wanted)) in zip(testCase.variables, zip(steps[step.event], step.variables))
      where actual.dtype == wanted.dtype {
        farthest.include(actual.bits, wanted: wanted.bits, initial: variable.data.bits, as: wanted.dtype)
      }
      return Drift(event: step.event, ulps: farthest.ulps, share: farthest.share)
    }
  }
}

/// The largest distances among elements.
private struct Farthest {
  var ulps: UInt64? = 0
  private var distance = 0.0
  private var way = 0.0

  /// The distance in relation to the way; nil if that is no finite number, as beside a way in float64's subnormals.
  var share: Double? {
    let share = distance / way
    return way > 0 && way.isFinite && share.isFinite ? share : nil
  }

  mutating func include(_ actual: [UInt64], wanted: [UInt64], initial: [UInt64], as dtype: DType) {
    for (actual, (wanted, initial)) in zip(actual, zip(wanted, initial)) {
      let value = dtype.value(ofBits: wanted)
      way = larger(way, (value - dtype.value(ofBits: initial)).magnitude)
      if dtype.matches(actual, wanted) { continue }
      distance = larger(distance, (dtype.value(ofBits: actual) - value).magnitude)
      ulps = ulps.flatMap { ulps in dtype.ulps(from: wanted, to: actual).map { max(ulps, $0) } }
    }
  }

  /// The larger number, or NaN if one is.
  private func larger(_ one: Double, _ other: Double) -> Double {
    one.isNaN || other.isNaN ? .nan : max(one, other)
  }
}
