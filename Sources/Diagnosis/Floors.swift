import Conformance
import Dialects

/// How far from a dialect's rules a port may be in each case, and still be said to follow them: its own rounding,
/// estimated from the port itself.
struct Floors: Sendable {
  /// How many grains the port's rounding is worth, by dtype.
  private var grains: [DType: Double] = [:]

  /// What is within so many floors is rounding.
  static let tolerance = 10.0

  /// The most that a port's rounding is taken to be, in grains: four times the 1.05 that the roughest of 25 ports without
  /// a mistake needs, in C, Rust, JavaScript and Python (`scripts/check/planted.py`). An arithmetic that rounds each
  /// operation to either side needs 2.95 in float32, 2.4 in float16, and less than 1 in float64. Above it a port is not
  /// explained, rather than said to follow the rules.
  static let cap = 4.2

  /// - Parameter residuals: For each case of a sample the smallest distance under Keras' dialect and under each with one
  ///   mistake.
  init(_ residuals: [(evidence: Evidence, residual: Double)]) {
    for (dtype, cases) in Dictionary(grouping: residuals, by: \.evidence.dtype) {
      let ratios = cases.map { $0.residual / $0.evidence.grain }.sorted()
      let quartile = ratios[ratios.count / 4]
      grains[dtype] = min(max(1, 8 * quartile), Self.cap)
    }
  }

  func floor(_ evidence: Evidence) -> Double { evidence.grain * (grains[evidence.dtype] ?? 1) }

  /// Whether a distance is no more than rounding.
  func isRounding(_ distance: Double, in evidence: Evidence) -> Bool {
    distance <= Self.tolerance * floor(evidence)
  }

  /// What a distance from a dialect is. Where it is more than what rounding is worth to Keras, it is asked what rounding
  /// is worth to those who speak the dialect.
  func judgement(_ distance: Double, in evidence: Evidence, under dialect: Dialect) -> Judgement {
    if isRounding(distance, in: evidence) { return .rounding }
    if dialect.isKeras { return .off }
    guard let grain = evidence.grain(under: dialect) else { return .undecidable }
    return distance <= Self.tolerance * floor(evidence) / evidence.grain * grain ? .rounding : .off
  }

  enum Judgement: Sendable {
    case rounding
    /// More than rounding.
    case off
    /// Rounding decides all in such a case: it speaks neither for the dialect nor against it.
    case undecidable
  }
}
