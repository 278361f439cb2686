/// One variable and what the optimizer keeps for it from step to step; for the missing checks see ``StepInput``.
final class TrainedVariable {
  /// The place among the variables that the optimizer was built with.
  let index: Int
  let variable: Variable
  let momentum: Variable?
  let velocity: Variable?
  let velocityHat: Variable?
  let average: Variable?
  let accumulates: Bool
  /// The sums of gradients since the last update: one for each replica, none without accumulation.
  @exclusivity(unchecked) private(set) var accumulators: [Variable]
  /// Whether the variable is overwritten with its gradient: then it has at most an accumulator.
  let isOverwritten: Bool
  /// Whether the weight decay applies.
  @exclusivity(unchecked) var decays = true

  /// The state of a variable, all zeros in its dtype (rule R-STATE-1), under Keras' names.
  init(
    of variable: Variable, index: Int, amsgrad: Bool, average: Bool, accumulator: Bool
  ) {
    func slot(_ kind: Slot, if isKept: Bool) -> Variable? {
      guard isKept else { return nil }
      let scalars = variable.name.unicodeScalars.map { $0 == "/" ? "_" : $0 }
      let path = String(String.UnicodeScalarView(scalars))
      return Variable(zerosOf: variable.shape, dtype: variable.dtype, name: "\(path)_\(kind.rawValue)")
    }
    let isUpdated = !variable.overwriteWithGradient
    self.index = index
    self.variable = variable
    self.momentum = slot(.momentum, if: isUpdated)
    self.velocity = slot(.velocity, if: isUpdated)
    self.velocityHat = slot(.velocityHat, if: isUpdated && amsgrad)
    self.average = slot(.average, if: isUpdated && average)
    self.accumulates = accumulator
    self.accumulators = slot(.gradientAccumulator, if: accumulator).map { [$0] } ?? []
    self.isOverwritten = !isUpdated
  }

  var name: String { variable.name }
  var shape: [Int] { variable.shape }
  var count: Int { variable.count }
  var dtype: DType { variable.dtype }
  var constraint: (any Constraint)? { variable.constraint }
  var weights: Block { variable.block }

  /// The accumulator of so many replicas, where a new one begins with what the first has.
  func provideAccumulators(forReplicas count: Int) {
    guard let first = accumulators.first else { return }
    while accumulators.count < count {
      let further = Variable(zerosOf: first.shape, dtype: first.dtype, name: first.name)
      further.block.copy(first.block)
      accumulators.append(further)
    }
  }

  /// Leaves the first replica's accumulator only, which all that come again begin with.
  func forgetReplicas() { accumulators = Array(accumulators.prefix(1)) }
}
