// Rules R-RATE-2, R-RATE-3 and R-BETA-1.

/// What a step does, decided before it touches memory: which stages run, and every number that they go by.
///
/// Callables are asked here, in the order and as often as Keras asks them: for the learning rate once for each
/// variable that is decayed, in the order of the call, and once more for the Adam update (rules R-RATE-2 and R-RATE-3),
/// then for both betas; not at all on a call that does not update. Only the clipping by a norm goes by something that
/// the step itself finds. Within a graph callables are asked only when it is traced (rule R-GRAPH-CALLABLE).
struct StepPlan {
  /// Whether the weights are updated, or the gradients only accumulated.
  let updates: Bool
  /// Whether gradients are divided by a loss scale.
  let unscales: Bool
  /// Whether gradients meet what was accumulated before.
  let accumulates: Bool
  let clipping: Clipping<Double>
  let decays: Bool
  let profile: Profile
  /// Whether moving averages follow the weights.
  let averages: Bool
  /// Whether the weights become their averages.
  let overwritesWithAverages: Bool
  /// Whether weights are projected.
  let constrains: Bool
  /// The numbers, until the next step is planned.
  private let numbers: PlanMemory

  /// The plan of the next step of an optimizer, with what a call gives, for its variables.
  init(of optimizer: Adam, for input: StepInput, _ variables: TrainedVariables) {
    updates = optimizer.isUpdateStep
    unscales = optimizer.unscalesGradients
    accumulates = optimizer.accumulates
    clipping = optimizer.clipping
    decays = updates && optimizer.given.weightDecay != nil
    profile = optimizer.profile
    averages = optimizer.given.useEMA
    overwritesWithAverages = optimizer.averagesOverwriteWeights
    constrains = input.isConstrained

    numbers = optimizer.planMemory
    numbers.fill(for: optimizer, input, variables, updates: updates)
  }

  /// The numbers for what is done in a dtype of the variables or gradients.
  @inline(__always)
  subscript(dtype: DType) -> StepScalars {
    guard let scalars = numbers.scalars[dtype] else {
      preconditionFailure("A step is planned for each dtype that it meets.")
    }
    return scalars
  }

  /// How the variable of the gradient at this place decays; nil if it does not.
  func decay(at place: Int, _ variable: TrainedVariable) -> Decay? {
    if !numbers.decays.isEmpty { return numbers.decays[place] }
    guard variable.decays else { return nil }
    let scalars = self[variable.dtype]
    return Decay(
      of: variable, weightDecay: scalars.weightDecay.required,
      learningRate: scalars.update.required.learningRate,
      isConstant: false, in: profile)
  }
}

/// The memory of an optimizer's plans, kept from step to step; for the missing checks see ``StepInput``.
final class PlanMemory {
  /// The numbers for each dtype that is met.
  @exclusivity(unchecked) private(set) var scalars = PerDType<StepScalars>()
  /// For each gradient how its variable decays at the rate that was asked for it, nil for a variable that does not
  /// decay; empty if the rate is a number, which need not be asked for.
  @exclusivity(unchecked) private(set) var decays: [Decay?] = []

  /// The learning rates of those decays, before they are rounded.
  @exclusivity(unchecked) private var decayRates: [Float?] = []

  /// Asks what is to be asked, and rounds everything once for each dtype.
  func fill(for optimizer: Adam, _ input: StepInput, _ variables: TrainedVariables, updates: Bool) {
    if !decays.isEmpty { decays.removeAll(keepingCapacity: true) }
    if !decayRates.isEmpty { decayRates.removeAll(keepingCapacity: true) }
    let asked = ask(optimizer, for: input, variables, updates: updates)
    variables.dtypes.union(input.dtypes).forEach {
      scalars[$0] = StepScalars(of: optimizer, asked, $0)
    }
    guard updates else { return }
    for (gradient, rate) in zip(input.gradients, decayRates) {
      decays.append(rate.map { decay(of: gradient.trained, at: $0, optimizer) })
    }
  }

  /// Asks in Keras' order, for each variable that is decayed and then for the update; nil if there is none. A graph has
  /// the answers of callables, once it is traced, on every call.
  private func ask(
    _ optimizer: Adam, for input: StepInput, _ variables: TrainedVariables, updates: Bool
  ) -> AskedArguments? {
    if input.gradients.isEmpty { return nil }
    var trace: Traces.Trace?
    if optimizer.profile == .graph, optimizer.asksCallables {
      trace = optimizer.traces.trace(of: optimizer, for: input, variables)
    }
    guard updates else { return nil }
    // A number is a variable of the graph, and a schedule a part of it: neither is what it was when traced.
    if let trace, optimizer.asksForRate {
      decayRates += trace.decayRates
      return trace.update
    }
    if optimizer.asksForDecayRates {
      for gradient in input.gradients { decayRates.append(optimizer.decayRate(for: gradient)) }
    }
    return AskedArguments(of: optimizer, betasOf: trace?.update)
  }

  private func decay(of variable: TrainedVariable, at rate: Float, _ optimizer: Adam) -> Decay {
    let weightDecay = scalars[variable.dtype].required.weightDecay.required
    if case (.graph, .schedule(let schedule)) = (optimizer.profile, optimizer.rate) {
      return Decay(of: variable, weightDecay: weightDecay, schedule, at: optimizer.applyCount)
    }
    return Decay(
      of: variable, weightDecay: weightDecay, learningRate: Rounded(Double(rate), variable.dtype),
      isConstant: true,
      in: optimizer.profile)
  }
}
