/// What Keras computes with. A process has one.
public enum KerasBackend: String, Sendable, CaseIterable {
  /// TensorFlow, with which the vectors were made.
  case tensorflow
  case jax
  /// PyTorch.
  case torch
  case numpy
}
