/// The form in which Keras writes an object: its module, its class and its configuration.
///
/// Corresponds to `serialize_keras_object` (`keras/src/saving/serialization_lib.py`).
struct SerializedObject {
  /// The class in lower case, because Keras' `deserialize` accepts an optimizer's in any.
  let className: String
  private let container: KeyedDecodingContainer<ConfigurationKey>

  private static let known: Set = ["module", "class_name", "config", "registered_name", "shared_object_id"]

  /// Reads what Keras 3 writes: the public module and no registered name; or the module that defines the class
  /// and its name, as the first versions did and the torch backend does for its own classes.
  init(_ decoder: any Decoder) throws {
    let fields = try ConfigurationFields(decoder, of: "A serialized object", known: Self.known)
    let name: String = try fields.value("class_name", as: "the name of a class")
    if try !fields.isNull("module") {
      let module: String = try fields.value("module", as: "the name of a module")
      guard module.hasPrefix("keras.") else {
        throw OptimizerError.invalid("module", "It must be one of Keras' own modules, not '\(module)'.")
      }
    }
    if try !fields.isNull("registered_name") {
      let registered: String = try fields.value("registered_name", as: "the name of a class")
      guard registered == name else {
        throw OptimizerError.invalid(
          "registered_name", "It must be the class '\(name)' itself, not '\(registered)'.")
      }
    }
    guard fields.contains("config") else { throw OptimizerError.invalid("config", "It is missing.") }
    className = name.lowercased()
    container = try decoder.container(keyedBy: ConfigurationKey.self)
  }

  /// The configuration, as that of the class.
  func config<Config: Decodable>(as type: Config.Type = Config.self) throws -> Config {
    try container.decode(type, forKey: ConfigurationKey("config"))
  }

  /// Whether the configuration has an entry.
  func configContains(_ key: String) -> Bool {
    (try? container.nestedContainer(keyedBy: ConfigurationKey.self, forKey: ConfigurationKey("config")))?
      .contains(ConfigurationKey(key)) ?? false
  }

  /// Writes what Keras 3.15 writes.
  static func write(
    _ config: some Encodable, class name: String, module: String, to encoder: any Encoder
  ) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(module, "module")
    try container.write(name, "class_name")
    try container.write(config, "config")
    try container.write(nil as String?, "registered_name")
  }
}
