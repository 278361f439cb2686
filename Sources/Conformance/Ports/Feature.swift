/// Something that a case may need and a port may lack, by the protocol's name.
public struct Feature: Hashable, Sendable, CustomStringConvertible {
  /// The name on the wire.
  public let name: String

  public init(_ name: String) { self.name = name }

  public var description: String { name }
}

extension Feature {
  /// The largest velocity so far in place of the velocity.
  public static let amsgrad = Feature("amsgrad")
  /// Clipping by the gradient's own norm.
  public static let clipnorm = Feature("clipnorm")
  /// Clipping by value.
  public static let clipvalue = Feature("clipvalue")
  /// Clipping by the norm of all gradients.
  public static let globalClipnorm = Feature("global_clipnorm")
  /// Moving averages of the variables.
  public static let ema = Feature("ema")
  /// Gradients of a scaled loss.
  public static let lossScaleFactor = Feature("loss_scale_factor")
  /// Accumulation of gradients over several steps.
  public static let gradientAccumulation = Feature("gradient_accumulation")
  /// Variables without weight decay.
  public static let excludeFromWeightDecay = Feature("exclude_from_weight_decay")
  /// A schedule, by Keras' class name.
  public static func schedule(_ name: String) -> Feature { Feature("schedule:\(name)") }
  /// A learning rate that is a function.
  public static let callableLearningRate = Feature("callable_learning_rate")
  /// A beta that is a function.
  public static let callableBeta = Feature("callable_beta")
  /// Assignment of the learning rate between steps.
  public static let assignLearningRate = Feature("assign_learning_rate")
  /// `finalize_variable_values`.
  public static let finalize = Feature("finalize")
  /// Variables without a gradient.
  public static let missingGradients = Feature("missing_gradients")
  /// Variables of several types in one optimizer.
  public static let mixedDTypes = Feature("mixed_dtypes")
  /// Gradients in another type than their variable's.
  public static let gradientDType = Feature("gradient_dtype")
  /// Gradients for some rows only.
  public static let sparseGradients = Feature("sparse_gradients")
  /// Keras' `LossScaleOptimizer`.
  public static let lossScaleOptimizer = Feature("loss_scale_optimizer")
  /// A constraint, by Keras' class name.
  public static func constraint(_ name: String) -> Feature { Feature("constraint:\(name)") }
  /// Variables whose gradient is their new value.
  public static let overwriteWithGradient = Feature("overwrite_with_gradient")
  /// Gradients of several replicas in one `apply`.
  public static let replicas = Feature("replicas")
  /// An optimizer other than AdamW, by Keras' class name.
  public static func optimizer(_ name: String) -> Feature { Feature("optimizer:\(name)") }
  /// Saving and loading in the middle of a run.
  public static let checkpoint = Feature("checkpoint")
  /// A state to start from.
  public static let initialState = Feature("initial_state")
  /// Reporting the state after a run.
  public static let state = Feature("state")
  /// Reporting intermediate quantities.
  public static let trace = Feature("trace")
  /// Refusing what Keras refuses.
  public static let errors = Feature("errors")
  /// Subnormal numbers counted as zero.
  public static let flushSubnormals = Feature("flush_subnormals")
}
