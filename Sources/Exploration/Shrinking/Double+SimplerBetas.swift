extension Double {
  /// Betas that are simpler to read, the simplest first: familiar ones, and decimal fractions of fewer
  /// digits.
  var simplerBetas: [Double] {
    guard isFinite, magnitude < 1000 else { return Self.familiarBetas }
    let rounded = [10, 100, 1000, 10_000].map { (self * $0).rounded() / $0 }
    return (Self.familiarBetas + rounded).filter { $0.betaComplexity < betaComplexity }
  }

  /// Betas whose powers are exact in every type, or at least familiar; what is nearer to 1 would be rounded to 1.
  private static let familiarBetas = [1, 0, 0.5, 0.9, 0.99, 0.999, 0.9999]

  private var betaComplexity: Int { Self.familiarBetas.firstIndex(of: self) ?? 10 + description.count }
}
