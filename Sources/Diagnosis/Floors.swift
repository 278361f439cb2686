import Conformance
import Dialects

/// How far from a dialect's rules a port may be in each case, and still be said to follow them: its own rounding,
/// estimated from the port itself.
struct Floors: Sendable {
  /// How many grains the port's rounding is worth, by dtype.
  private var grains: [DType: Double] = [:]

  /// What is within so many floors is rounding.
  static let tolerance = 10.0

  /// The most that a port's rounding is taken to be, in grains: four times what the roughest port without a mistake
  /// was seen to need. Above it a port is not explained rather than said to follow the rules.
  static func cap(_ dtype: DType) -> Double {
    switch dtype {
    case .float32: 400
    case .float64: 4000
    case .float16, .bfloat16: 40
    }
  }

  /// - Parameter residuals: For each case of a sample the smallest distance under Keras' dialect and under each with one
  ///   mistake.
  init(_ residuals: [(evidence: Evidence, residual: Double)]) {
    for (dtype, cases) in Dictionary(grouping: residuals, by: \.evidence.dtype) {
      let ratios = cases.map { $0.residual / $0.evidence.grain }.sorted()
      let quartile = ratios[ratios.count / 4]
      grains[dtype] = min(max(1, 8 * quartile), Self.cap(dtype))
    }
  }

  func floor(_ evidence: Evidence) -> Double { evidence.grain * (grains[evidence.dtype] ?? 1) }

  /// Whether a distance is no more than rounding.
  func isRounding(_ distance: Double, in evidence: Evidence) -> Bool {
    distance <= Self.tolerance * floor(evidence)
  }

  /// Whether a distance from a dialect is no more than what rounding is worth to those who speak it: asked where it is
  /// more than what it is worth to Keras.
  func isRounding(_ distance: Double, in evidence: Evidence, under dialect: Dialect) -> Bool {
    if isRounding(distance, in: evidence) { return true }
    if dialect == .keras { return false }
    guard let grain = evidence.grain(under: dialect) else { return true }
    return distance <= Self.tolerance * floor(evidence) / evidence.grain * grain
  }
}
