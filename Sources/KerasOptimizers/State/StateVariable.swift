/// One of the optimizer's own variables at one moment, as a value: its name and what it holds.
public struct StateVariable: Hashable, Sendable {
  /// What a variable holds.
  public enum Value: Hashable, Sendable {
    /// A count, which Keras on TensorFlow keeps as an int64 without axes.
    case count(Int)
    /// The elements of an array in row-major order, as the bytes that the processor keeps them in.
    case array(dtype: DType, shape: [Int], bytes: [UInt8])
  }

  /// Keras' `path`: the name of the optimizer, a slash, and ``name``.
  public let path: String
  public let value: Value

  /// Keras' `name`: `iteration`, `learning_rate`, or that of a variable of yours, each slash made an underscore,
  /// and the slot's: `dense_kernel_momentum`. It is what follows the last slash of the path.
  public var name: String {
    // By scalars: a combining mark behind a slash makes one character of both.
    let scalars = path.unicodeScalars
    return String(scalars[(scalars.lastIndex(of: "/").map(scalars.index(after:)) ?? scalars.startIndex)...])
  }

  /// A variable with a path and a value.
  ///
  /// - Precondition: An array has as many bytes as its shape and its dtype say.
  public init(path: String, value: Value) {
    if case .array(let dtype, let shape, let bytes) = value {
      precondition(
        elementCount(of: shape).map { $0 * dtype.byteCount } == bytes.count,
        "'\(path)' of shape \(shape) and \(dtype) does not have \(bytes.count) bytes.")
    }
    self.path = path
    self.value = value
  }

  /// A copy of what one of the optimizer's variables holds.
  init(_ variable: Variable, of owner: String) {
    self.init(
      path: "\(owner)/\(variable.name)",
      value: .array(dtype: variable.dtype, shape: variable.shape, bytes: Array(variable.bytes)))
  }

  /// What kind of value it is, in words.
  var kind: String {
    switch value {
    case .count(let count): "\(count)"
    case .array(let dtype, let shape, _): "\(dtype) of shape \(shape)"
    }
  }
}
