// Rule R-GRAPH-CALLABLE.

/// What a graph keeps of callables: each function is traced once, for the kinds of its gradients, and what they returned
/// then are its constants.
final class Traces {
  /// What callables returned to one function.
  struct Trace {
    /// For each gradient the learning rate by which its variable decays; empty if that is not asked for.
    let decayRates: [Float?]
    let update: AskedArguments
  }

  @exclusivity(unchecked) private var known: [[GradientKind?]: Trace] = [:]

  /// What was asked when the function for such an input was traced, which may be now.
  func trace(of optimizer: Adam, for input: StepInput, _ variables: TrainedVariables) -> Trace {
    let kinds = Self.kinds(of: input, variables)
    if let trace = known[kinds] { return trace }
    let decayRates = optimizer.asksForDecayRates ? input.gradients.map(optimizer.decayRate) : []
    let trace = Trace(decayRates: decayRates, update: AskedArguments(of: optimizer))
    known[kinds] = trace
    return trace
  }

  /// Lets all functions be traced anew.
  func forget() { known = [:] }

  /// For each replica and each of the variables, in their order, what its gradient is; nil for a variable without one.
  private static func kinds(of input: StepInput, _ variables: TrainedVariables) -> [GradientKind?] {
    let lists = [input.gradients + input.newValues] + input.furtherReplicas
    return lists.flatMap { gradients in
      var kinds = [GradientKind?](repeating: nil, count: variables.all.count)
      for gradient in gradients {
        kinds[gradient.trained.index] = GradientKind(
          dtype: gradient.givenDType, isSparse: gradient.rows != nil)
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
