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
    build(Self.lentVariables(shapes, dtype, names: names))
  }

  private static func lentVariables(_ shapes: [[Int]], _ dtype: DType, names: [String]? = nil) -> [Variable] {
    shapes.enumerated().map { index, shape in
      Variable(lentMemoryOf: shape, dtype: dtype, name: names?[index] ?? "variable_\(index)")
    }
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
    let trained = trained ?? state(for: Self.lentVariables([[parameters.count]], S.dtype))
    try lend(&parameters, to: trained.all) { () throws(OptimizerError) in
      if trained.all.isEmpty { return }
      try gradients.withUnsafeBufferPointer { gradients throws(OptimizerError) in
        try step(of: trained) { input throws(OptimizerError) in
          var offset = 0
          for variable in trained.all {
            let part = gradients.extracting(offset..<offset + variable.count)
            try take(Gradient(viewing: part), for: variable, into: input)
            offset += part.count
          }
        }
      }
    }
  }

  /// Ends a training of parameters that you own, as ``finalizeVariableValues()``.
  ///
  /// - Throws: As that, and with argument `trainable_variables` as ``apply(_:to:)-(Span<S>,_)``.
  public func finalizeVariableValues<S: Scalar>(
    of parameters: inout MutableSpan<S>
  ) throws(OptimizerError) {
    guard let trained else { return try finalizeVariableValues() }
    try lend(&parameters, to: trained.all) { () throws(OptimizerError) in try finalizeVariableValues() }
  }

  /// Lets the variables lie in the parameters' memory while `body` runs.
  private func lend<S: Scalar>(
    _ parameters: inout MutableSpan<S>, to variables: [TrainedVariable],
    while body: () throws(OptimizerError) -> Void
  ) throws(OptimizerError) {
    let count = variables.reduce(0) { $0 + $1.count }
    guard parameters.count == count,
      variables.allSatisfy({ $0.dtype == S.dtype && $0.variable.isLent })
    else {
      throw .invalid(
        "trainable_variables",
        "The optimizer was not built for \(parameters.count) \(S.dtype) parameters in memory that is handed "
          + "over, but for \(count) elements in \(variables.count) variables.")
    }
    try parameters.withUnsafeMutableBufferPointer { memory throws(OptimizerError) in
      defer { for trained in variables { trained.variable.block.address = Memory.nowhere } }
      var offset = 0
      for trained in variables {
        let start = memory.baseAddress.map { UnsafeMutableRawPointer($0 + offset) }
        trained.variable.block.address = start ?? Memory.nowhere
        offset += trained.count
      }
      try body()
    }
  }
}
