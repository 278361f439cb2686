/// The entries of one of Keras' configuration dictionaries, being read.
///
/// What is unknown, missing or of another type is an ``OptimizerError`` that names the key.
struct ConfigurationFields {
  private let container: KeyedDecodingContainer<ConfigurationKey>

  /// - Throws: An error for a key that is not among `known`.
  init(_ decoder: any Decoder, of owner: String, known: Set<String>) throws {
    do {
      container = try decoder.container(keyedBy: ConfigurationKey.self)
    } catch is DecodingError {
      throw OptimizerError.invalid("config", "The configuration of \(owner) must be a dictionary.")
    }
    if let unknown = container.allKeys.map(\.stringValue).sorted().first(where: { !known.contains($0) }) {
      throw OptimizerError.invalid(unknown, "\(owner) has no entry of this name in its configuration.")
    }
  }

  func contains(_ key: String) -> Bool { container.contains(ConfigurationKey(key)) }

  func isNull(_ key: String) throws -> Bool {
    try !contains(key) || container.decodeNil(forKey: ConfigurationKey(key))
  }

  /// The entry, which must be there unless there is a default.
  func value<Value: Decodable>(
    _ key: String, default absent: Value? = nil, as what: String
  ) throws -> Value {
    if let absent, !contains(key) { return absent }
    guard contains(key) else { throw OptimizerError.invalid(key, "It is missing; it must be \(what).") }
    do {
      return try container.decode(Value.self, forKey: ConfigurationKey(key))
    } catch let error as OptimizerError {
      throw error
    } catch {
      throw OptimizerError.invalid(key, "It must be \(what).")
    }
  }

  func number(_ key: String, default absent: Double? = nil) throws -> Double {
    try value(key, default: absent, as: "a number")
  }

  func optionalNumber(_ key: String) throws -> Double? {
    try isNull(key) ? nil : value(key, as: "a number or null")
  }

  func optionalInteger(_ key: String) throws -> Int? {
    try isNull(key) ? nil : value(key, as: "a whole number or null")
  }

  func flag(_ key: String, default absent: Bool? = nil) throws -> Bool {
    try value(key, default: absent, as: "true or false")
  }

  func text(_ key: String, default absent: String) throws -> String {
    try value(key, default: absent, as: "a string")
  }
}

struct ConfigurationKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ key: String) { stringValue = key }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

extension KeyedEncodingContainer<ConfigurationKey> {
  /// Writes the entry, null for nil.
  mutating func write(_ value: (some Encodable)?, _ key: String) throws {
    try encode(value, forKey: ConfigurationKey(key))
  }
}
