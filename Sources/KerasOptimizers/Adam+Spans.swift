extension Adam {
  /// Builds the optimizer for parameters that lie in one piece of memory, handed over call by call.
  ///
  /// - Parameters:
  ///   - shapes: The shapes of the variables that the memory holds, one after the other.
  ///   - dtype: Their dtype.
  ///   - names: Their names, for exclusion by name.
  /// - Precondition: No extent is below 0, and there are as many names as shapes, if any.
  public func build(shapes: [[Int]], dtype: DType = .float32, names: [String]? = nil) {
    precondition(names.map { $0.count == shapes.count } ?? true, "There must be a name for each shape.")
    build(
      shapes.enumerated().map { index, shape in
        Variable(lentMemoryOf: shape, dtype: dtype, name: names?[index] ?? "variable_\(index)")
      })
  }

  /// Updates parameters that you own, in place: no copy is made of them, of the gradients or of the state.
  ///
  /// The first call builds the optimizer for one variable of one axis, unless ``build(shapes:dtype:names:)`` told
  /// it of several.
  ///
  /// - Parameters:
  ///   - gradients: As many elements as there are parameters. They are only read.
  ///   - parameters: The variables' elements, one variable after the other, each in row-major order.
  /// - Throws: Before anything changes, an error with category `invalid_gradients` if the number of gradients is
  ///   not that of the parameters, or `invalid_argument` with argument `trainable_variables` if the number
  ///   of parameters or their dtype is not what the optimizer was built for.
  public func apply<S: Scalar>(
    _ gradients: Span<S>, to parameters: inout MutableSpan<S>
  ) throws(OptimizerError) {
    guard gradients.count == parameters.count else {
      throw .gradients("\(parameters.count) parameters need as many gradients, not \(gradients.count).")
    }
    if !isBuilt { build(shapes: [[parameters.count]], dtype: S.dtype) }
    try lend(&parameters) { () throws(OptimizerError) in
      if slots.isEmpty { return }
      try gradients.withUnsafeBufferPointer { gradients throws(OptimizerError) in
        defer { for slot in slots { slot.dropGradient() } }
        var offset = 0
        for slot in slots {
          let part = gradients.extracting(offset..<offset + slot.variable.count)
          slot.gradient = Gradient(viewing: part).block
          slot.place = slot.index
          offset += slot.variable.count
        }
        try checkedStep()
      }
    }
  }

  /// Ends a training of parameters that you own, as ``finalizeVariableValues()``.
  ///
  /// - Throws: As that, and with argument `trainable_variables` as ``apply(_:to:)-(Span<S>,_)``.
  public func finalizeVariableValues<S: Scalar>(
    of parameters: inout MutableSpan<S>
  ) throws(OptimizerError) {
    guard isBuilt else { return try finalizeVariableValues() }
    try lend(&parameters) { () throws(OptimizerError) in try finalizeVariableValues() }
  }

  /// Lets the variables lie in the parameters' memory while `body` runs.
  private func lend<S: Scalar>(
    _ parameters: inout MutableSpan<S>, to body: () throws(OptimizerError) -> Void
  ) throws(OptimizerError) {
    let count = slots.reduce(0) { $0 + $1.variable.count }
    guard parameters.count == count, slots.allSatisfy({ $0.variable.dtype == S.dtype }),
      slots.allSatisfy(\.variable.isLent)
    else {
      throw .invalid(
        "trainable_variables",
        "The optimizer was not built for \(parameters.count) \(S.dtype) parameters in memory that is handed "
          + "over, but for \(count) elements in \(slots.count) variables.")
    }
    try parameters.withUnsafeMutableBufferPointer { memory throws(OptimizerError) in
      defer { for slot in slots { slot.variable.block.address = Memory.nowhere } }
      var offset = 0
      for slot in slots {
        let start = memory.baseAddress.map { UnsafeMutableRawPointer($0 + offset) }
        slot.variable.block.address = start ?? Memory.nowhere
        offset += slot.variable.count
      }
      try body()
    }
  }
}
