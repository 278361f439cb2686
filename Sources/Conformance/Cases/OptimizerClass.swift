/// A class of Keras' that a case may be about, by Keras' name.
public enum OptimizerClass: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// The class that the suite is about.
  case adamW = "AdamW"
  /// Its parent, without weight decay unless that is given.
  case adam = "Adam"

  public var description: String { rawValue }
}
