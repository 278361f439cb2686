/// What a counter may be set to, so that no training counts past an int64, where Keras' counters turn negative.
let counts = 0...(1 << 62)

/// The variables of a saved state, to be taken one by one by those that they are for.
struct SavedVariables {
  private var byName: [String: ArraySlice<StateVariable>]
  private let names: [String]

  init(_ variables: [StateVariable]) {
    byName = Dictionary(grouping: variables, by: \.name).mapValues { $0[...] }
    names = variables.map(\.name)
  }

  mutating func takeCount(_ name: String) throws(OptimizerError) -> Int {
    let saved = try take(name)
    guard case .count(let count) = saved.value, counts.contains(count) else {
      throw .state(name, "It must be a count of 0 to \(counts.upperBound), not \(saved.kind).")
    }
    return count
  }

  mutating func takeArray(for variable: Variable) throws(OptimizerError) -> [UInt8] {
    let saved = try take(variable.name)
    guard case .array(let dtype, let shape, let bytes) = saved.value, dtype == variable.dtype,
      shape == variable.shape
    else {
      throw .state(
        variable.name, "It must be \(variable.dtype) of shape \(variable.shape), not \(saved.kind).")
    }
    return bytes
  }

  /// Throws if the state has a variable that nothing took.
  func requireNothingLeft() throws(OptimizerError) {
    if let name = names.first(where: { byName[$0]?.isEmpty == false }) {
      throw .state(name, "The state has it, but the optimizer does not.")
    }
  }

  /// The first of this name that is left.
  private mutating func take(_ name: String) throws(OptimizerError) -> StateVariable {
    guard let saved = byName[name]?.popFirst() else {
      throw .state(name, "The optimizer has it, but the state, with \(names.count) variables, does not.")
    }
    return saved
  }
}

extension OptimizerError {
  static func state(_ name: String, _ message: String) -> OptimizerError {
    OptimizerError(category: .invalidState, argument: name, message: message)
  }
}
