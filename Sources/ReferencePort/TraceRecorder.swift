import Conformance
import KerasOptimizers
import OptimizerKernels

/// Collects the intermediate quantities of each updating step.
final class TraceRecorder: StepObserver {
  private let variables: [KerasOptimizers.Variable]
  private var current: TraceEntry
  private(set) var entries: [TraceEntry] = []

  init(variables: [KerasOptimizers.Variable]) {
    self.variables = variables
    current = Self.empty(event: 0, variables.count)
  }

  /// What is observed from now on belongs to this event.
  func begin(event: Int) {
    current = Self.empty(event: event, variables.count)
  }

  func observe(_ quantity: Quantity, ofVariable index: Int, _ values: Block) {
    guard let name = TraceEntry.Quantity(rawValue: quantity.rawValue) else { return }
    current.variables[index, default: [:]][name] = Tensor(values)
    keep()
  }

  func observe(_ quantity: SharedQuantity, _ dtype: OptimizerKernels.DType, _ value: Double) {
    guard let name = TraceEntry.Scalar(rawValue: quantity.rawValue) else { return }
    let variable = KerasOptimizers.Variable(zerosOf: [], dtype: dtype)
    variable.block.store(value, at: 0)
    current.scalars[name, default: [:]][dtype.wire] = Tensor(variable.block)
    keep()
  }

  /// A step that updates is one that has a step size.
  private func keep() {
    guard current.scalars[.alpha] != nil else { return }
    if entries.last?.event == current.event { entries.removeLast() }
    entries.append(current)
  }

  private static func empty(event: Int, _ count: Int) -> TraceEntry {
    TraceEntry(event: event, scalars: [:], variables: Array(repeating: nil, count: count))
  }
}

extension [[TraceEntry.Quantity: Tensor]?] {
  fileprivate subscript(
    index: Int, default quantities: @autoclosure () -> [TraceEntry.Quantity: Tensor]
  ) -> [TraceEntry.Quantity: Tensor] {
    get { self[index] ?? quantities() }
    set { self[index] = newValue }
  }
}
