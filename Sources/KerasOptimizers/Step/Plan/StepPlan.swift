// Rules R-RATE-2, R-RATE-3 and R-BETA-1.

/// What a step does, decided before it touches memory: which stages run, and every number that they go by.
///
/// Callables are asked here, in the order and as often as Keras asks them: for the learning rate once for each
/// variable that is decayed, in the order of the call, and once more for the Adam update (rules R-RATE-2 and R-RATE-3),
/// then for both betas; not at all on a call that does not update. Only the clipping by a norm goes by something that
/// the step itself finds.
struct StepPlan {
  /// Whether the weights are updated, or the gradients only accumulated.
  let updates: Bool
  /// Whether gradients are divided by a loss scale.
  let unscales: Bool
  /// Whether gradients meet what was accumulated before.
  let accumulates: Bool
  let clipping: Clipping<Double>
  let decays: Bool
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
    averages = optimizer.given.useEMA
    overwritesWithAverages = optimizer.averagesOverwriteWeights
    constrains = input.isConstrained

    numbers = optimizer.planMemory
    if decays { numbers.askDecayRates(optimizer, of: input.gradients) }
    let asked = updates && !input.gradients.isEmpty ? AskedArguments(of: optimizer) : nil
    numbers.round(for: optimizer, asked, variables.dtypes.union(input.dtypes))
  }

  /// The numbers for what is done in a dtype of the variables or gradients.
  @inline(__always)
  subscript(dtype: DType) -> StepScalars {
    guard let scalars = numbers.scalars[dtype] else {
      preconditionFailure("A step is planned for each dtype that it meets.")
    }
    return scalars
  }

  /// The learning rate by which the variable of the gradient at this place decays, in its dtype; nil if it does not.
  func decayRate(at place: Int, _ variable: TrainedVariable) -> Rounded? {
    if !numbers.decayRates.isEmpty { return numbers.decayRates[place] }
    return variable.decays ? self[variable.dtype].update.required.learningRate : nil
  }
}

/// The memory of an optimizer's plans, kept from step to step; for the missing checks see ``StepInput``.
final class PlanMemory {
  /// The numbers for each dtype that is met.
  @exclusivity(unchecked) private(set) var scalars = PerDType<StepScalars>()
  /// For each gradient the learning rate that was asked for its variable's decay, nil for a variable that does not
  /// decay; empty if the rate is a number, which need not be asked for.
  @exclusivity(unchecked) private(set) var decayRates: [Rounded?] = []

  /// Asks a schedule or callable once for each variable that is decayed.
  func askDecayRates(_ optimizer: Adam, of gradients: [StepGradient]) {
    if !decayRates.isEmpty { decayRates.removeAll(keepingCapacity: true) }
    if optimizer.learningRateIsVariable { return }
    for gradient in gradients {
      let variable = gradient.trained
      decayRates.append(variable.decays ? Rounded(Double(optimizer.learningRate), variable.dtype) : nil)
    }
  }

  /// Rounds everything once for each dtype.
  func round(for optimizer: Adam, _ asked: AskedArguments?, _ dtypes: DTypes) {
    dtypes.forEach { scalars[$0] = StepScalars(of: optimizer, asked, $0) }
  }
}

/// The arguments of the Adam update that may be callables, as the numbers that these give now.
struct AskedArguments {
  let learningRate: Float
  let beta1: Double
  let beta2: Double

  /// Asks the callables among them, the learning rate first.
  init(of optimizer: Adam) {
    learningRate = optimizer.learningRate
    beta1 = optimizer.given.beta1.value
    beta2 = optimizer.given.beta2.value
  }
}
