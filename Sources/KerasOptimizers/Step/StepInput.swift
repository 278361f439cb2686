/// What a call of `apply` gives the step: gradients that fit their variables.
///
/// Every call fills it first, so that all of it is looked at before anything changes. The memory is kept from step to
/// step.
final class StepInput {
  /// The gradients to follow, in the order of the call; of several replicas the first's.
  private(set) var gradients: [StepGradient] = []
  /// The new values of variables that are overwritten with their gradients.
  private(set) var newValues: [StepGradient] = []
  /// The gradients that further replicas found, of the same variables in the same order.
  private(set) var furtherReplicas: [[StepGradient]] = []

  private let variables: [TrainedVariable]
  /// For each replica and each variable its gradient's place, with memory.
  private var places: [[StepGradient]] = []
  private var isInUse = false

  init(for variables: [TrainedVariable]) { self.variables = variables }

  /// Begins a call without any gradients.
  func begin() {
    precondition(!isInUse, "A step cannot begin within another one of the same optimizer.")
    isInUse = true
  }

  /// Ends the call, taken or refused, and lets go of its gradients.
  func end() {
    for gradient in gradients { gradient.drop() }
    for gradient in newValues { gradient.drop() }
    for gradient in furtherReplicas.joined() { gradient.drop() }
    gradients.removeAll(keepingCapacity: true)
    newValues.removeAll(keepingCapacity: true)
    furtherReplicas.removeAll()
    isInUse = false
  }

  /// Takes a gradient that fits its variable.
  func append(_ gradient: Gradient, for variable: TrainedVariable, replica: Int) {
    // What overwrites a variable is the first replica's.
    if variable.isOverwritten && replica > 0 { return }
    while places.count <= replica {
      places.append(variables.map { StepGradient(of: $0, replica: places.count) })
    }
    let taken = places[replica][variable.index]
    taken.take(gradient)
    if variable.isOverwritten {
      newValues.append(taken)
    } else if replica == 0 {
      gradients.append(taken)
    } else {
      while furtherReplicas.count < replica { furtherReplicas.append([]) }
      furtherReplicas[replica - 1].append(taken)
    }
  }
}
