import Conformance

/// Betas are decimal fractions here, as people write them.
///
/// A power of a short binary fraction can lie exactly in the middle of two numbers of float32, as 0.90625 to the 5th
/// does. There a port without glibc's `powf` may round to the other one, and so could not pass.
extension Randomness {
  /// A beta of at most four digits, below 1 by at least about `low`.
  mutating func beta(below1By low: Double) -> Double {
    let scale = pick([10.0, 100, 1000, 10_000])
    var beta: Double
    repeat {
      beta = ((1 - number(low, 0.7)) * scale).rounded(.down) / scale
    } while beta.isShortBinaryFraction
    return beta
  }
}

extension Double {
  /// Betas that are simpler to read, the simplest first.
  var simplerBetas: [Double] {
    let rounded = [10.0, 100, 1000, 10_000].map { (self * $0).rounded() / $0 }
    return (Self.simplestBetas + rounded.filter { !$0.isShortBinaryFraction })
      .filter { $0.betaComplexity < betaComplexity }
  }

  /// Betas whose powers are exact in every type, or at least familiar.
  private static let simplestBetas = [1, 0, 0.5, 0.9]

  private var betaComplexity: Int { Self.simplestBetas.firstIndex(of: self) ?? 10 + description.count }

  fileprivate var isShortBinaryFraction: Bool { self * 0x1p12 == (self * 0x1p12).rounded() }
}
