/// Where Keras runs a step, which decides its bits: TensorFlow rewrites a graph before it runs it.
///
/// It is no argument of Keras' optimizers and no part of a configuration. There it is decided by what calls `apply`.
public enum Profile: String, Hashable, Sendable, CaseIterable {
  /// `optimizer.apply(...)` as it is called, one operation after the other; `fit` with `run_eagerly=True`.
  case eager
  /// `apply` within a `tf.function` that returns something, without XLA: what `fit` does by default on a machine
  /// without accelerators (rules R-GRAPH-CONST to R-GRAPH-REPLICA).
  ///
  /// Schedules and constraints of your own are not rewritten: they compute what they compute in eager mode.
  case graph
}
