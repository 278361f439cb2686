import Conformance

extension ReportDocument {
  /// Where the expectations come from, as the manifest says it.
  struct Provenance: Codable {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = .null
      } else if let flag = try? container.decode(Bool.self) {
        value = .bool(flag)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else if let text = try? container.decode(String.self) {
        value = .string(text)
      } else if let list = try? container.decode([Provenance].self) {
        value = .array(list.map(\.value))
      } else {
        value = .object(try container.decode([String: Provenance].self).mapValues(\.value))
      }
    }

    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  }
}
