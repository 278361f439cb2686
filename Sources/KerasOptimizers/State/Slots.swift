/// One variable and what the optimizer keeps for it.
final class Slots {
  /// The place among the variables that the optimizer was built with.
  let index: Int
  let variable: Variable
  let momentum: Variable?
  let velocity: Variable?
  let velocityHat: Variable?
  let average: Variable?
  /// The sums of gradients since the last update: one for each replica, none without accumulation.
  var accumulators: [Variable]
  /// Whether the variable is overwritten with its gradient: then it has at most an accumulator.
  let isOverwritten: Bool

  /// Whether the weight decay applies.
  var decays: Bool
  /// The gradient of the step under way, as far as it has been processed; nil for none.
  var gradient: Block?
  /// The rows of the variable that a sparse gradient consists of; nil for a gradient of all elements.
  var rows: [Int]?

  /// The gradient's place among those of the call, in which order the global norm adds them.
  var place = 0
  /// Which replica's gradient it is.
  var replica = 0
  /// What the replicas' gradients have added up to, while there are more to come.
  var sum: GradientSum?

  private var processed = Scratch()
  private var cast = Scratch()
  var dense = Scratch()
  var squares = Scratch()

  /// The state of a variable, all zeros in its dtype (rule R-STATE-1), under Keras' names.
  init(
    of variable: Variable, index: Int, amsgrad: Bool, average: Bool, accumulator: Bool, decays: Bool
  ) {
    func slot(_ kind: Slot, if isKept: Bool) -> Variable? {
      guard isKept else { return nil }
      let path = String(variable.name.map { $0 == "/" ? "_" : $0 })
      return Variable(zerosOf: variable.shape, dtype: variable.dtype, name: "\(path)_\(kind.rawValue)")
    }
    let isUpdated = !variable.overwriteWithGradient
    self.index = index
    self.variable = variable
    self.momentum = slot(.momentum, if: isUpdated)
    self.velocity = slot(.velocity, if: isUpdated)
    self.velocityHat = slot(.velocityHat, if: isUpdated && amsgrad)
    self.average = slot(.average, if: isUpdated && average)
    self.accumulators = slot(.gradientAccumulator, if: accumulator).map { [$0] } ?? []
    self.isOverwritten = !isUpdated
    self.decays = decays
  }

  /// The accumulator of the replica whose gradient is there.
  var accumulator: Variable? { accumulators.isEmpty ? nil : accumulators[replica] }

  /// Takes a gradient for the step to come.
  func take(_ gradient: Gradient?) {
    self.gradient = gradient?.block
    rows = gradient?.rows
  }

  /// Forgets the gradient of the step that ended.
  func dropGradient() {
    take(nil)
    sum = nil
    replica = 0
  }

  /// Replaces the gradient by what a stage computes from it, into memory of our own.
  func processGradient(_ stage: (_ gradient: Block, _ result: Block) -> Void) {
    guard let gradient else { return }
    let result = processed.block(count: gradient.count, dtype: gradient.dtype)
    stage(gradient, result)
    self.gradient = result
  }

  /// Replaces the gradient by itself in the variable's dtype (rule R-CAST-1).
  func castGradient() {
    castGradient(to: variable.dtype)
  }

  /// Replaces the gradient by itself in another dtype.
  func castGradient(to dtype: DType) {
    guard let gradient, gradient.dtype != dtype else { return }
    let result = cast.block(count: gradient.count, dtype: dtype)
    gradient.cast(into: result)
    self.gradient = result
  }
}
