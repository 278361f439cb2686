/// One entry of a configuration dictionary: its key, and how it is read and written.
struct ConfigurationEntry<Config> {
  let key: String
  let read: (ConfigurationFields, inout Config) throws -> Void
  let write: (Config, inout KeyedEncodingContainer<ConfigurationKey>) throws -> Void

  /// An entry that is a value; where it is absent, what is there stays.
  static func value<Value: Codable>(
    _ key: String, _ path: WritableKeyPath<Config, Value>, as what: String
  ) -> ConfigurationEntry {
    ConfigurationEntry(key: key) { fields, config in
      config[keyPath: path] = try fields.value(key, default: config[keyPath: path], as: what)
    } write: { config, container in
      try container.write(config[keyPath: path], key)
    }
  }

  /// An entry that may be null; where it is absent, what is there stays.
  static func optional<Value: Codable>(
    _ key: String, _ path: WritableKeyPath<Config, Value?>, as what: String
  ) -> ConfigurationEntry {
    ConfigurationEntry(key: key) { fields, config in
      guard fields.contains(key) else { return }
      config[keyPath: path] = try fields.isNull(key) ? nil : fields.value(key, as: what)
    } write: { config, container in
      try container.write(config[keyPath: path], key)
    }
  }
}
