/// An optimizer that scales the loss, so that small gradients survive in half precision, and finds the scale by
/// itself.
///
/// Corresponds to `keras.optimizers.LossScaleOptimizer` (`keras/src/optimizers/loss_scale_optimizer.py`). The loss is
/// multiplied by ``lossScale`` before it is differentiated, and the gradients are divided by it. A step whose
/// gradients are not all finite is skipped and halves the scale; ``dynamicGrowthSteps`` steps without such a one
/// double it (rules R-LOSS-SCALE-1 to R-LOSS-SCALE-6).
///
/// ```swift
/// let optimizer = LossScaleOptimizer(try AdamW(learningRate: 0.01))
/// optimizer.build([kernel])
/// let gradients = gradientsOf(optimizer.scaleLoss(loss))
/// try optimizer.apply(gradients)
/// ```
public final class LossScaleOptimizer: Optimizer {
  /// Keras' `inner_optimizer`: what takes the steps. Everything else is configured and read there.
  public let inner: Adam
  /// Keras' `initial_scale`: the scale of the first step.
  public let initialScale: Double
  /// Keras' `dynamic_growth_steps`: after how many steps with finite gradients the scale is doubled.
  public let dynamicGrowthSteps: Int
  /// Keras' `name`, which begins the paths of the optimizer's own variables.
  public let name: String

  /// What the loss is multiplied by now: Keras' variable `dynamic_scale`. It has no bounds: halved often enough it
  /// is zero, doubled often enough infinite.
  public private(set) var lossScale: Float
  /// How many steps with finite gradients there were since the scale changed: Keras' variable `step_counter`.
  public private(set) var stepCounter = 0

  /// Whether the optimizer knows its variables.
  public private(set) var isBuilt = false

  private var unscaled: [Scratch] = []

  /// Wraps an optimizer, whose own loss scale factor is dropped, as Keras does: gradients would be divided twice. The
  /// defaults are Keras' (rule R-DEFAULT-LOSS-SCALE).
  public init(
    _ inner: Adam, initialScale: Double = 32768, dynamicGrowthSteps: Int = 2000,
    name: String = "loss_scale_optimizer"
  ) {
    self.inner = inner
    self.initialScale = initialScale
    self.dynamicGrowthSteps = dynamicGrowthSteps
    self.name = name
    let scale = Float(initialScale)
    // TensorFlow flushes it (rule R-FLUSH-1).
    lossScale = scale.isSubnormal ? Float(signOf: scale, magnitudeOf: 0) : scale
    inner.lossScale = nil
  }

  /// Creates the state, the inner optimizer's too. Corresponds to `build`.
  ///
  /// - Precondition: No variable is there twice.
  public func build(_ variables: [Variable]) {
    inner.build(variables)
    isBuilt = true
  }

  /// Divides the gradients by the scale and takes a step with them, or skips it if one is not finite; then adapts the
  /// scale. Corresponds to Keras' `apply(grads)`, which drops gradients in excess of the variables; here they are
  /// refused.
  ///
  /// - Throws: As the inner optimizer's ``Adam/apply(_:)``, before anything changes. Float16 and bfloat16 gradients
  ///   are float32 once they are divided, which accumulation refuses for variables of another dtype
  ///   (rule R-ERROR-LOSS-SCALE).
  public func apply(_ gradients: [Gradient?]) throws(OptimizerError) {
    try requireBuilt()
    try step([gradients], of: inner.trainableVariables) { replicas throws(OptimizerError) in
      try inner.apply(replicas[0])
    }
  }

  /// As ``apply(_:)``, for some or all of the variables. Corresponds to Keras' `apply(grads, trainable_variables)`.
  public func apply(_ gradients: [Gradient?], to variables: [Variable]) throws(OptimizerError) {
    try variables.requireDistinct()
    try step([gradients], of: variables) { replicas throws(OptimizerError) in
      try inner.apply(replicas[0], to: variables)
    }
    build(variables)
  }

  /// As ``apply(_:)``, with the gradients of several replicas: see ``Adam/apply(replicas:)``. Whether they are finite is
  /// looked up on the first replica only, as Keras does (rule R-REPLICA-6).
  public func apply(replicas: [[Gradient?]]) throws(OptimizerError) {
    try requireBuilt()
    try step(replicas, of: inner.trainableVariables) { replicas throws(OptimizerError) in
      try inner.apply(replicas: replicas)
    }
  }

  /// The loss times the scale, to be differentiated instead of the loss. Corresponds to `scale_loss`, which, once the
  /// optimizer is built, makes float32 of a loss in half precision.
  public func scaleLoss(_ loss: Float) -> Float { FlushToZero.scope { loss * lossScale } }

  /// The loss times the scale, to be differentiated instead of the loss. Corresponds to `scale_loss`: before the
  /// optimizer is built the scale is ``initialScale``, not rounded to float32.
  public func scaleLoss(_ loss: Double) -> Double {
    FlushToZero.scope { loss * (isBuilt ? Double(lossScale) : initialScale) }
  }

  /// The inner optimizer's ``Adam/iterations``: skipped steps do not count.
  public var iterations: Int { inner.iterations }

  /// Sets the scale and the counter, for a run that continues from a saved state.
  ///
  /// - Precondition: `stepCounter` is 0 to 2^62.
  public func restore(lossScale: Float, stepCounter: Int) {
    precondition(counts.contains(stepCounter), "The number of steps is 0 to 2^62, not \(stepCounter).")
    self.lossScale = lossScale
    self.stepCounter = stepCounter
  }

  private func requireBuilt() throws(OptimizerError) {
    guard isBuilt else {
      throw .notBuilt("grads", "The optimizer must be built, or be given the variables beside the gradients.")
    }
  }

  private func step(
    _ replicas: [[Gradient?]], of variables: [Variable],
    apply: ([[Gradient?]]) throws(OptimizerError) -> Void
  ) throws(OptimizerError) {
    for gradients in replicas {
      for (gradient, variable) in zip(gradients, variables) {
        if let gradient, let rows = gradient.rows {
          try gradient.check(rows, of: variable, areScattered: true)
        }
      }
    }
    guard replicas.first?.allSatisfy({ $0?.isFinite ?? true }) ?? true else {
      if inner.profile == .graph { try trace(replicas, of: variables, apply: apply) }
      stepCounter = 0
      FlushToZero.scope { lossScale *= 0.5 }
      return
    }
    try apply(unscale(replicas, of: variables))
    if stepCounter + 1 == dynamicGrowthSteps {
      stepCounter = 0
      FlushToZero.scope { lossScale *= 2 }
    } else {
      stepCounter += 1
    }
  }

  /// Refuses what the step would be refused for, which a graph has whether or not it is taken (rule R-GRAPH-REFUSAL).
  private func trace(
    _ replicas: [[Gradient?]], of variables: [Variable],
    apply: ([[Gradient?]]) throws(OptimizerError) -> Void
  ) throws(OptimizerError) {
    // Gradients in excess are dropped before they could be refused.
    let unscaled = unscale(replicas.map { Array($0.prefix(variables.count)) }, of: variables)
    try inner.onlyTracing { () throws(OptimizerError) in try apply(unscaled) }
  }

  /// The gradients divided by the scale, in a dtype that holds float32 too.
  private func unscale(_ replicas: [[Gradient?]], of variables: [Variable]) -> [[Gradient?]] {
    let count = replicas.reduce(0) { $0 + $1.count }
    while unscaled.count < count { unscaled.append(Scratch()) }
    var place = 0
    return FlushToZero.scope {
      replicas.map { gradients in
        gradients.enumerated().map { index, gradient in
          defer { place += 1 }
          // What overwrites a variable is no gradient of the loss.
          let isScaled = !variables.indices.contains(index) || !overwrites(variables[index])
          return isScaled ? gradient.map { unscale($0, into: &unscaled[place]) } : gradient
        }
      }
    }
  }

  /// Whether the variable is overwritten with its gradient: settled when the inner optimizer is built.
  private func overwrites(_ variable: Variable) -> Bool {
    inner.trained?[variable]?.isOverwritten ?? variable.overwriteWithGradient
  }

  private func unscale(_ gradient: Gradient, into memory: inout Scratch) -> Gradient {
    let dtype = gradient.dtype.promoted(with: .float32)
    let result = memory.block(count: gradient.count, dtype: dtype)
    if gradient.dtype != dtype { gradient.block.cast(into: result) }
    (gradient.dtype == dtype ? gradient.block : result).divide(by: Double(lossScale), into: result)
    return Gradient(viewing: result, likeThatOf: gradient)
  }
}
