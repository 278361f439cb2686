/// What ``Adam``, ``AdamW`` and ``LossScaleOptimizer`` have in common: enough to train with, to save and to resume.
public protocol Optimizer: AnyObject {
  /// The class and its arguments: Keras' `serialize`.
  var configuration: OptimizerConfiguration { get throws(OptimizerError) }

  /// The optimizer's own variables as values, in Keras' order and under its names.
  var variables: [StateVariable] { get }

  /// Creates the state for the variables.
  func build(_ variables: [Variable])

  /// Replaces the optimizer's own variables, or throws before anything changes.
  func load(_ variables: [StateVariable]) throws(OptimizerError)

  /// Takes a step with the variables that the optimizer was built with.
  func apply(_ gradients: [Gradient?]) throws(OptimizerError)

  /// Takes a step with some or all of the variables.
  func apply(_ gradients: [Gradient?], to variables: [Variable]) throws(OptimizerError)
}
