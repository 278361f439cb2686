import Conformance

extension Model {
  /// What is observed from now on belongs to this event.
  func begin(event: Int) {
    entry = TraceEntry(event: event, scalars: [:], variables: Array(repeating: nil, count: variables.count))
  }

  /// Notes a quantity that the variables of a dtype share.
  func observe(_ scalar: TraceEntry.Scalar, _ value: N) {
    guard trace != nil else { return }
    entry.scalars[scalar, default: [:]][value.format.dtype] = Tensor(value.format.dtype, bits: [value.bits])
    keep()
  }

  /// Notes a quantity of a variable; of gradients those of the first replica.
  func observe(_ quantity: TraceEntry.Quantity, _ i: Int, _ elements: [N]?) {
    guard trace != nil, replica == 0, let elements, entry.variables.indices.contains(i) else { return }
    let dtype = elements.first?.format.dtype ?? variables[i].format.dtype
    var known = entry.variables[i] ?? [:]
    known[quantity] = Tensor(dtype, bits: elements.map(\.bits))
    entry.variables[i] = known
    keep()
  }

  /// A step that updates is one that has a step size.
  private func keep() {
    guard entry.scalars[.alpha] != nil else { return }
    if trace?.last?.event == entry.event { trace?.removeLast() }
    trace?.append(entry)
  }
}
