/// A step that does what its plan says stage by stage, each over all gradients before the next: in the order in which
/// Keras does it, so that an observer sees every quantity.
struct StagedStep {
  let plan: StepPlan
  let input: StepInput
  let variables: TrainedVariables
  /// Those of the input, which most stages go over.
  let gradients: [StepGradient]
  let observer: (any StepObserver)?

  init(
    _ plan: StepPlan, _ input: StepInput, of variables: TrainedVariables, observer: (any StepObserver)?
  ) {
    self.plan = plan
    self.input = input
    self.variables = variables
    gradients = input.gradients
    self.observer = observer
  }

  var newValues: [StepGradient] { input.newValues }
  var furtherReplicas: [[StepGradient]] { input.furtherReplicas }

  /// The stages in Keras' order (rule R-APPLY-1).
  func run() {
    overwriteVariables()
    if !gradients.isEmpty {
      provideReplicas()
      processGradients(gradients)
      for further in furtherReplicas { processGradients(further) }
      if plan.updates {
        addReplicas()
        decayWeights()
        updateWeights()
        resetAccumulators()
      }
      updateAverages()
      overwriteWeightsWithAverages()
      constrainWeights()
    }
  }

  /// What happens to the gradients of one replica before they are followed.
  private func processGradients(_ gradients: [StepGradient]) {
    unscale(gradients)
    if plan.updates {
      takeMeans(of: gradients)
      clip(gradients)
    } else {
      accumulate(gradients)
    }
  }
}
