/// One variable and what the optimizer keeps for it.
final class Slots {
  /// The place among the variables that the optimizer was built with.
  let index: Int
  let variable: Variable
  let momentum: Variable
  let velocity: Variable
  let velocityHat: Variable?
  let average: Variable?
  let accumulator: Variable?

  /// Whether the weight decay applies.
  var decays: Bool
  /// The gradient of the step under way, as far as it has been processed; nil for none.
  var gradient: Block?
  /// The gradient's place among those of the call, in which order the global norm adds them.
  var place = 0

  private var processed = Scratch()
  private var cast = Scratch()

  /// The state of a variable, all zeros in its dtype (rule R-STATE-1), under Keras' names.
  init(
    of variable: Variable, index: Int, amsgrad: Bool, average: Bool, accumulator: Bool, decays: Bool
  ) {
    func slot(_ kind: Slot) -> Variable {
      let path = String(variable.name.map { $0 == "/" ? "_" : $0 })
      return Variable(zerosOf: variable.shape, dtype: variable.dtype, name: "\(path)_\(kind.rawValue)")
    }
    self.index = index
    self.variable = variable
    self.momentum = slot(.momentum)
    self.velocity = slot(.velocity)
    self.velocityHat = amsgrad ? slot(.velocityHat) : nil
    self.average = average ? slot(.average) : nil
    self.accumulator = accumulator ? slot(.gradientAccumulator) : nil
    self.decays = decays
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
    guard let gradient, gradient.dtype != variable.dtype else { return }
    let result = cast.block(count: gradient.count, dtype: variable.dtype)
    gradient.cast(into: result)
    self.gradient = result
  }
}
