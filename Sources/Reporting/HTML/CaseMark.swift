import Conformance

/// How a case is marked in a picture of many: by its verdict, and by how far it is from what it must be.
enum CaseMark: String, CaseIterable {
  case passed = "p"
  case near = "a"
  case far = "b"
  case farther = "c"
  case nan = "n"
  case other = "o"
  case fault = "k"
  case expected = "e"
  case unsupported = "u"

  /// Distances below these are near, and far.
  private static let limits: (near: UInt64, far: UInt64) = (1 << 4, 1 << 12)

  /// The mark in words.
  var legend: String {
    switch self {
    case .passed: "passed"
    case .near: "under 2⁴ ULP"
    case .far: "under 2¹² ULP"
    case .farther: "2¹² ULP or more"
    case .nan: "NaN on one side"
    case .other: "differs otherwise"
    case .fault: "no answer"
    case .expected: "failed as expected"
    case .unsupported: "unsupported"
    }
  }

  /// The mark of a result, of which it may be known that it was expected.
  init(_ judgement: Judgement, isExpected: Bool) {
    switch judgement.verdict {
    case .passed: self = .passed
    case .unsupported: self = .unsupported
    case .failed where isExpected: self = .expected
    case .failed(let divergence) where divergence.isFault: self = .fault
    case .failed(let divergence):
      guard case .bits = divergence.difference else {
        self = .other
        return
      }
      guard let distance = divergence.ulps, !judgement.drift.contains(where: { $0.ulps == nil }) else {
        self = .nan
        return
      }
      let farthest = judgement.drift.compactMap(\.ulps).reduce(distance, max)
      self = farthest < Self.limits.near ? .near : farthest < Self.limits.far ? .far : .farther
    }
  }
}
