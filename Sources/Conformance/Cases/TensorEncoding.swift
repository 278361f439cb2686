/// How a tensor is written on the wire.
public enum TensorEncoding: String, Sendable, CaseIterable, CustomStringConvertible {
  /// One string of fixed-width big-endian lower-case hexadecimal.
  case hexadecimal = "hex"
  /// An array of JSON numbers and of the strings `nan`, `inf` and `-inf`.
  case decimal

  public var description: String { rawValue }
}
