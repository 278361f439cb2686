/// Where Keras runs a step, which decides what the vectors expect.
public enum Profile: String, Hashable, Sendable, CaseIterable {
  /// As it is called, one operation after the other.
  case eager
  /// Within a `tf.function`, as `fit` takes it by default on a machine without accelerators.
  case graph
}
