/// One file of vectors.
public struct VectorFile: Sendable {
  /// The format that this version of the package reads.
  public static let format = "adamw-vectors/1"

  /// The file's name, such as `core-float32.json`.
  public let name: String
  /// What the file is for: a sentence.
  public let about: String
  /// Where the expectations come from.
  public let provenance: JSONValue
  /// Each power of a beta that the file's cases use, for step numbers from 1 on, as the reference's C library
  /// computes it; by type, and by the beta as it is written in the arguments.
  public let powers: [DType: [String: Tensor]]
  /// The cases, whole.
  public let cases: [Case]

  /// The number of steps that the cases keep.
  var stepCount: Int {
    cases.reduce(0) { sum, testCase in
      if case .values(let values) = testCase.expectation { sum + values.steps.count } else { sum }
    }
  }
}

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
  struct Line: Decodable {
    static let inputs = CodingUserInfoKey.named("inputs")

    let testCase: Case

    init(from decoder: any Decoder) throws {
      let inputs = decoder.userInfo[Self.inputs] as? [String: Inputs] ?? [:]
      testCase = try Case(from: decoder, inputs: inputs)
    }
  }
}
