/// What a call of `apply` gives the step: gradients that fit their variables.
///
/// Every call fills it first, so that all of it is looked at before anything changes. Its memory is kept from call to
/// call.
///
/// Here and in what else a step uses, Swift does not check for exclusive access, which would cost a small step a tenth
/// of its time: ``Adam/step(of:taking:)`` sees to it that there is one step at a time, and no access lasts while a
/// caller's code runs.
final class StepInput {
  /// The gradients to follow, in the order of the call; of several replicas the first's.
  @exclusivity(unchecked) private(set) var gradients: [StepGradient] = []
  /// The new values of variables that are overwritten with their gradients.
  @exclusivity(unchecked) private(set) var newValues: [StepGradient] = []
  /// The gradients that further replicas found, of the same variables in the same order.
  @exclusivity(unchecked) private(set) var furtherReplicas: [[StepGradient]] = []
  /// The dtypes that the gradients have, and those in which they meet their accumulators.
  @exclusivity(unchecked) private(set) var dtypes = DTypes()
  /// Whether one of the gradients to follow is of a variable with a constraint.
  @exclusivity(unchecked) private(set) var isConstrained = false

  /// For each variable its gradient with its memory, on the first replica and on each further one.
  private let firstReplica: [StepGradient]
  @exclusivity(unchecked) private var others: [[StepGradient]] = []
  @exclusivity(unchecked) private var isSparse = false

  init(for variables: [TrainedVariable]) {
    firstReplica = variables.map { StepGradient(of: $0, replica: 0) }
  }

  /// Lets go of what a call gave, which was taken or refused.
  func clear() {
    if isSparse {
      for gradient in gradients { gradient.dropRows() }
      for gradient in newValues { gradient.dropRows() }
      for gradient in furtherReplicas.joined() { gradient.dropRows() }
    }
    gradients.removeAll(keepingCapacity: true)
    if !newValues.isEmpty { newValues.removeAll(keepingCapacity: true) }
    if !furtherReplicas.isEmpty { furtherReplicas = [] }
    (dtypes, isConstrained, isSparse) = (DTypes(), false, false)
  }

  /// Takes a gradient that fits its variable.
  func append(_ gradient: Gradient, for variable: TrainedVariable, replica: Int) {
    // What overwrites a variable is the first replica's.
    if variable.isOverwritten && replica > 0 { return }
    let taken = self.gradient(for: variable, replica: replica)
    taken.take(gradient)
    if gradient.rows != nil { isSparse = true }
    dtypes.insert(gradient.dtype)
    dtypes.insert(taken.dtypeWithAccumulator)
    if variable.isOverwritten {
      newValues.append(taken)
      return
    }
    if variable.constraint != nil { isConstrained = true }
    if replica == 0 {
      gradients.append(taken)
    } else {
      while furtherReplicas.count < replica { furtherReplicas.append([]) }
      furtherReplicas[replica - 1].append(taken)
    }
  }

  private func gradient(for variable: TrainedVariable, replica: Int) -> StepGradient {
    if replica == 0 { return firstReplica[variable.index] }
    while others.count < replica {
      others.append(firstReplica.map { StepGradient(of: $0.trained, replica: others.count + 1) })
    }
    return others[replica - 1][variable.index]
  }
}
