extension Duration {
  /// The duration in seconds, as in `2.5 s`.
  package var text: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds / 1_000_000_000_000) / 1e6
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }

  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
