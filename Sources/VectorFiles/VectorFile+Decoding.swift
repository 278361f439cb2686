package import Conformance

extension VectorFile {
  /// What stands before the cases.
  struct Header: Decodable {
    let about: String
    let provenance: JSONValue
    let powers: [DType: [String: Tensor]]
    let inputs: [String: Inputs]

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case format, about, provenance, inputs, powers, cases
    }

    init(from decoder: any Decoder) throws {
      try decoder.requireFormat(VectorFile.format)
      let fields = try Fields<CodingKeys>(of: decoder)
      about = try fields.decode(String.self, forKey: .about)
      provenance = try fields.decode(JSONValue.self, forKey: .provenance)
      inputs = try fields.decodeIfPresent([String: Inputs].self, forKey: .inputs) ?? [:]
      powers = try fields.contains(.powers) ? Self.powers(from: fields.decoder(forKey: .powers)) : [:]
    }

    private static func powers(from decoder: any Decoder) throws -> [DType: [String: Tensor]] {
      let types = try Fields<DType>(of: decoder)
      return try types.allKeys.reduce(into: [:]) { powers, dtype in
        powers[dtype] = try types.decode([String: WireTensor].self, forKey: dtype).mapValues { wire in
          try located(types.codingPath + [dtype]) { try wire.tensor(of: dtype) }
        }
      }
    }
  }

  /// One of the cases, which is read with the inputs of its file.
  package struct Line: Decodable {
    package static let inputs = CodingUserInfoKey.named("inputs")

    package let testCase: Case

    package init(from decoder: any Decoder) throws {
      let inputs = decoder.userInfo[Self.inputs] as? [String: Inputs] ?? [:]
      testCase = try Case(from: decoder, inputs: inputs)
    }
  }
}
