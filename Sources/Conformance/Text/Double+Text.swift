extension Double {
  /// The number without a fraction of nothing; minus zero keeps its sign.
  package var brief: String {
    guard self != 0 || sign == .plus, let whole = Int(exactly: self) else { return description }
    return String(whole)
  }

  /// The number with two decimals.
  package var hundredths: String {
    let hundredths = Int((self * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
