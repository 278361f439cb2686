// Rule GRAPH-CALLABLE.

/// What a graph keeps of callables: each function is traced once, for the kinds of its gradients, and what they returned
/// then are its constants.
final class Traces {
  @exclusivity(unchecked) private var known: [[GradientKind?]: AskedArguments] = [:]

  /// What was asked when the function for such an input was traced, which may be now.
  func arguments(of optimizer: Adam, for input: StepInput, _ variables: TrainedVariables) -> AskedArguments {
    let kinds = Self.kinds(of: input, variables)
    if let asked = known[kinds] { return asked }
    let asked = AskedArguments(of: optimizer, for: input.gradients)
    known[kinds] = asked
    return asked
  }

  /// Lets all functions be traced anew.
  func forget() { known = [:] }

  /// For each replica and each of the variables, in their order, what its gradient is; nil for a variable without one.
  private static func kinds(of input: StepInput, _ variables: TrainedVariables) -> [GradientKind?] {
    let lists = [input.gradients + input.newValues] + input.furtherReplicas
    return lists.flatMap { gradients in
      var kinds = [GradientKind?](repeating: nil, count: variables.all.count)
      for gradient in gradients {
        kinds[gradient.trained.index] = GradientKind(dtype: gradient.dtype, isSparse: gradient.rows != nil)
      }
      return kinds
    }
  }
}

/// All of a gradient that a trace depends on.
struct GradientKind: Hashable {
  let dtype: DType
  let isSparse: Bool
}
