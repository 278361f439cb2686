extension Int {
  /// So many of something, as in `1 case` and `2 cases`.
  package func counted(_ one: String, _ many: String? = nil) -> String {
    "\(self) \(self == 1 ? one : many ?? one + "s")"
  }
}
