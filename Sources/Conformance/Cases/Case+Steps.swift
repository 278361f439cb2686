extension Case {
  /// The number of `apply` events up to and with an event.
  package func step(ofEvent event: Int) -> Int { script[...event].count { !$0.gradients.isEmpty } }

  /// Whether intermediate quantities are expected.
  package var hasTrace: Bool {
    if case .values(let values) = expectation { values.trace != nil } else { false }
  }
}
