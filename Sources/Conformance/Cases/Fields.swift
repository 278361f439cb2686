/// The fields of a JSON object, of which none is unknown.
package struct Fields<Key: CodingKey & CaseIterable> {
  private let container: KeyedDecodingContainer<AnyKey>

  /// The fields that are there.
  package let allKeys: [Key]

  package init(of decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: AnyKey.self)
    allKeys = try container.allKeys.map { key in
      if let known = Key(stringValue: key.stringValue) { return known }
      let known = Key.allCases.map(\.stringValue).joined(separator: ", ")
      throw DecodingError.malformed(decoder.codingPath + [key], "unknown field; known here: \(known)")
    }
  }

  package var codingPath: [any CodingKey] { container.codingPath }

  package func contains(_ key: Key) -> Bool { container.contains(AnyKey(key)) }

  package func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try container.decode(type, forKey: AnyKey(key))
  }

  package func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try container.decodeIfPresent(type, forKey: AnyKey(key))
  }

  package func decodeNil(forKey key: Key) throws -> Bool { try container.decodeNil(forKey: AnyKey(key)) }

  package func list(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try container.nestedUnkeyedContainer(forKey: AnyKey(key))
  }

  package func decoder(forKey key: Key) throws -> any Decoder {
    try container.superDecoder(forKey: AnyKey(key))
  }
}

extension Fields {
  /// A tensor of a known type.
  package func tensor(_ key: Key, of dtype: DType) throws -> Tensor {
    try located(codingPath + [key]) { try decode(WireTensor.self, forKey: key).tensor(of: dtype) }
  }

  /// A tensor of a known type, if the field is there and not null.
  package func tensorIfPresent(_ key: Key, of dtype: DType) throws -> Tensor? {
    try located(codingPath + [key]) { try decodeIfPresent(WireTensor.self, forKey: key)?.tensor(of: dtype) }
  }

  /// A list with one tensor for each variable, or null for a variable that has none.
  package func tensorsOrNulls(_ key: Key, of variables: [Variable]) throws -> [Tensor?] {
    try decode([WireTensor?].self, forKey: key).enumerated().map { index, wire in
      try located(codingPath + [key, AnyKey(intValue: index)]) {
        try wire?.tensor(of: variables.dtype(at: index))
      }
    }
  }

  /// A list with one tensor for each variable.
  package func tensors(_ key: Key, of variables: [Variable]) throws -> [Tensor] {
    try decode([WireTensor].self, forKey: key).enumerated().map { index, wire in
      try located(codingPath + [key, AnyKey(intValue: index)]) {
        try wire.tensor(of: variables.dtype(at: index))
      }
    }
  }
}
