public import KerasOptimizers

#if _endian(big)
  #error("The elements of a safetensors file are little-endian.")
#endif

/// What a file holds about an optimizer: its configuration and its own variables.
///
/// ```swift
/// try OptimizerFile(optimizer).write(to: "adamw.safetensors")
///
/// let file = try OptimizerFile(contentsOf: "adamw.safetensors")
/// let resumed = try file.configuration.makeOptimizer()
/// resumed.build(variables)
/// try resumed.load(file.variables)
/// ```
///
/// The format is safetensors: a tensor for each of the optimizer's variables under Keras' path and in Keras' order,
/// counts as int64. Of variables that have one path, as those of twin branches or of a `LossScaleOptimizer` and an inner
/// optimizer of its name do, the second is `path#2`; no path of Keras ends so. `__metadata__` has the version of the format (`keras_optimizer`), the configuration as
/// `keras.optimizers.serialize` writes it (`configuration`), and a checksum over all of that (`crc32`) that does
/// not depend on the order, so that a file that another tool wrote again is still whole.
public struct OptimizerFile: Hashable, Sendable {
  /// The class and the arguments.
  public let configuration: OptimizerConfiguration
  /// The optimizer's own variables.
  public let variables: [StateVariable]

  static let version = "1"

  /// What a file of an optimizer as it is now holds.
  ///
  /// - Throws: An error that names the argument that cannot be written, such as a callable.
  public init(_ optimizer: any Optimizer) throws(OptimizerError) {
    self.init(configuration: try optimizer.configuration, variables: optimizer.variables)
  }

  public init(configuration: OptimizerConfiguration, variables: [StateVariable]) {
    self.configuration = configuration
    self.variables = variables
  }

  /// The bytes of the file.
  ///
  /// - Throws: An error with category `invalid` if the configuration cannot be written.
  public func encoded() throws(OptimizerFileError) -> [UInt8] {
    var counts: [[UInt8]: Int] = [:]
    let tensors = variables.map { variable in
      let count = counts[Array(variable.path.utf8), default: 0] + 1
      counts[Array(variable.path.utf8)] = count
      return StoredTensor(variable, number: count)
    }
    let configuration = try configuration.json
    return SafetensorsWriter.encode(
      tensors,
      metadata: [
        ("keras_optimizer", Self.version),
        ("crc32", tensors.checksum(configuration: configuration)),
        ("configuration", configuration),
      ])
  }

  /// What the bytes of a file say, all of it checked.
  ///
  /// - Throws: An error that says what is wrong with them.
  public init(_ bytes: [UInt8]) throws(OptimizerFileError) {
    let file = try SafetensorsReader(bytes)
    guard let version = file.metadata["keras_optimizer"] else {
      throw OptimizerFileError(
        category: .unsupported, message: "The file has no 'keras_optimizer' in '__metadata__'.")
    }
    guard version == Self.version else {
      throw OptimizerFileError(
        category: .unsupported,
        message: "The file has version '\(version)' of the format; only '\(Self.version)' is known.")
    }
    guard let json = file.metadata["configuration"], let checksum = file.metadata["crc32"] else {
      throw .damaged("The file has no 'configuration' or no 'crc32' in '__metadata__'.")
    }
    let actual = file.tensors.checksum(configuration: json)
    guard checksum == actual else {
      throw .damaged("The file's checksum is '\(checksum)', but its contents have '\(actual)'.")
    }
    configuration = try OptimizerConfiguration(json: json)
    var variables: [StateVariable] = []
    for tensor in file.tensors { variables.append(try tensor.variable()) }
    self.variables = variables
  }
}
