import Conformance

extension Double {
  /// The share that stands for numbers that are none.
  private static let beyond = 1e6

  /// A share of the way, rounded up: `2e-5`, `0.14 %`, `110 %`.
  var shareAtMost: String { share(.up) }

  /// A share of the way, rounded to the nearest.
  var shareAbout: String { share(.toNearestOrAwayFromZero) }

  /// A factor with two digits.
  var asFactor: String { self >= 10 ? "\(Int(min(self, 1e15)))" : "\((self * 10).rounded(.down) / 10)" }

  private func share(_ rule: FloatingPointRoundingRule) -> String {
    if !(self < Self.beyond) { return "no number" }
    if self == 0 { return "0" }
    // What multiplying by a power of ten may add is not rounded up.
    func digits(_ scale: Double) -> Double { (scale * self * (1 - 1e-12)).rounded(rule) }
    if self >= 10 { return "\(Int(rounded(rule))) times" }
    if self >= 0.1 { return "\(Int(digits(100))) %" }
    if self >= 0.01 { return "\((digits(1000) / 10).brief) %" }
    if self >= 0.001 { return "\((digits(10000) / 100).brief) %" }
    var (scale, exponent) = (1.0, 0)
    while scale * self < 1 { (scale, exponent) = (scale * 10, exponent - 1) }
    let digit = digits(scale)
    return digit < 10 ? "\(Int(digit))e\(exponent)" : "1e\(exponent + 1)"
  }
}
