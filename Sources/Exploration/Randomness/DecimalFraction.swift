/// A whole number over a power of ten: what a beta is.
///
/// A power of a short binary fraction can lie exactly in the middle of two numbers of float32, as 0.90625 to
/// the 5th does. There a port without glibc's `powf` may round to the other one, and so could not pass.
struct DecimalFraction {
  let numerator: Int
  let denominator: Int

  init(_ numerator: Int, over denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The nearest number.
  var value: Double { Double(numerator) / Double(denominator) }

  /// Whether it is a whole number over 4096.
  var isShortBinaryFraction: Bool { numerator * 4096 % denominator == 0 }
}
