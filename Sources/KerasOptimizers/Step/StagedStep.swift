/// A step that does what its plan says stage by stage, each over all gradients before the next: in the order in which
/// Keras does it, so that an observer sees every quantity.
struct StagedStep {
  let plan: StepPlan
  let variables: TrainedVariables
  let observer: (any StepObserver)?

  /// What the call gave.
  var input: StepInput { variables.input }

  /// The stages in Keras' order (rule R-APPLY-1).
  func run() {
    overwriteVariables()
    if !input.gradients.isEmpty {
      provideReplicas()
      processGradients(input.gradients)
      for gradients in input.furtherReplicas { processGradients(gradients) }
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
      averageAccumulated(gradients)
      clip(gradients)
    } else {
      accumulate(gradients)
    }
  }
}
