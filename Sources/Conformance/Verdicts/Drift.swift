/// How far the variables were after one event from what they must be.
public struct Drift: Hashable, Sendable, Codable {
  /// The index of the event in the script.
  public var event: Int
  /// The largest distance of an element in representable values; nil if an element is NaN on one side only.
  public var ulps: UInt64?
}

extension Observation {
  /// How far each step is from what is expected, as far as there is something to compare.
  func drift(from expected: ExpectedValues) -> [Drift] {
    expected.steps.compactMap { step in
      guard steps.indices.contains(step.event) else { return nil }
      var largest: UInt64? = 0
      for (actual, wanted) in zip(steps[step.event], step.variables) where actual.dtype == wanted.dtype {
        for (actual, bits) in zip(actual.bits, wanted.bits) {
          guard let farthest = largest else { break }
          largest = wanted.dtype.ulps(from: bits, to: actual).map { max(farthest, $0) }
        }
      }
      return Drift(event: step.event, ulps: largest)
    }
  }
}
