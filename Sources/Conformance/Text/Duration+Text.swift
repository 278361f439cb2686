extension Duration {
  /// The duration in seconds, as in `2.5 s`.
  package var text: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds / 1_000_000_000_000) / 1e6
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }

  /// The seconds with one digit behind the point.
  package var tenths: String { "\((self / .seconds(0.1)).rounded() / 10)" }

  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
