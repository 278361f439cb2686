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
  /// Which clipping is on.
  let clipping: Clipping<Double>
  /// For each gradient of the input the learning rate of its variable's decay, in the variable's dtype, nil for none;
  /// empty if nothing decays.
  let decayRates: [Rounded?]
  /// Whether moving averages follow the weights.
  let averages: Bool
  /// Whether the weights become their averages.
  let overwritesWithAverages: Bool

  private var scalars = PerDType<StepScalars>()

  /// The plan of the next step of an optimizer, with the gradients that the input has.
  init(of optimizer: Adam, for variables: TrainedVariables) {
    let gradients = variables.input.gradients
    updates = optimizer.isUpdateStep
    unscales = optimizer.unscalesGradients
    accumulates = optimizer.accumulates
    clipping = optimizer.clipping
    averages = optimizer.arguments.useEMA
    overwritesWithAverages = optimizer.averagesOverwriteWeights

    let followsGradients = updates && !gradients.isEmpty
    decayRates = followsGradients ? optimizer.askDecayRates(of: gradients) : []
    let rates = followsGradients ? StepRates(askedOf: optimizer) : nil

    for dtype in variables.dtypes { scalars.provide(dtype) { StepScalars(of: optimizer, rates, dtype) } }
    for gradient in gradients {
      scalars.provide(gradient.dtype) { StepScalars(of: optimizer, rates, gradient.dtype) }
      let clipped = gradient.clippedDType
      scalars.provide(clipped) { StepScalars(of: optimizer, rates, clipped) }
    }
  }

  /// The numbers for what is done in a dtype of the variables or gradients.
  subscript(dtype: DType) -> StepScalars { scalars[dtype] }
}
