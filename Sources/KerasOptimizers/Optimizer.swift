/// What ``Adam``, ``AdamW`` and ``LossScaleOptimizer`` have in common: enough to train with, to save and to resume.
public protocol Optimizer: AnyObject {
  /// The class and its arguments: Keras' `serialize`.
  ///
  /// It throws where an argument cannot be written, as a callable cannot.
  var configuration: OptimizerConfiguration { get throws(OptimizerError) }

  /// The optimizer's own variables as values, in Keras' order and under its names.
  var variables: [StateVariable] { get }

  /// Creates the state for the variables, of any shapes and dtypes, each there once; once it is built, it does nothing.
  func build(_ variables: [Variable])

  /// Replaces the optimizer's own variables, or throws before anything changes.
  func load(_ variables: [StateVariable]) throws(OptimizerError)

  /// Takes a step with the variables that the optimizer was built with, one gradient for each, or throws before
  /// anything changes. Keras: `apply` (`keras/src/optimizers/base_optimizer.py`).
  func apply(_ gradients: [Gradient?]) throws(OptimizerError)

  /// Takes a step with some or all of the variables, in the order of the call, and builds the optimizer first if need
  /// be; or throws before anything changes.
  func apply(_ gradients: [Gradient?], to variables: [Variable]) throws(OptimizerError)
}
