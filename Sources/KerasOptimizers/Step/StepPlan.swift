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
  private let numbers: StepNumbers

  /// The plan of the next step of an optimizer, with the gradients of a call.
  init(of optimizer: Adam, for variables: TrainedVariables) {
    let input = variables.input
    updates = optimizer.isUpdateStep
    unscales = optimizer.unscalesGradients
    accumulates = optimizer.accumulates
    clipping = optimizer.clipping
    decays = updates && optimizer.given.weightDecay != nil
    averages = optimizer.given.useEMA
    overwritesWithAverages = optimizer.averagesOverwriteWeights
    constrains = input.isConstrained

    numbers = variables.numbers
    if decays { numbers.askDecayRates(optimizer, of: input.gradients) }
    let rates = updates && !input.gradients.isEmpty ? StepRates(askedOf: optimizer) : nil
    numbers.round(for: optimizer, rates, variables.dtypes.union(input.dtypes))
  }

  /// The numbers for what is done in a dtype of the variables or gradients.
  @inline(__always)
  subscript(dtype: DType) -> StepScalars {
    guard let scalars = numbers.scalars[dtype] else {
      preconditionFailure("A step is planned for each dtype that it meets.")
    }
    return scalars
  }

  /// The learning rate by which the variable of the gradient at this place decays, if it does, in its dtype.
  func decayRate(at place: Int, _ dtype: DType) -> Rounded? {
    numbers.decayRates.isEmpty ? self[dtype].update?.correction.learningRate : numbers.decayRates[place]
  }
}
