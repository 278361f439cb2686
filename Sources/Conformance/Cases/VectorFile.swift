/// One file of vectors.
public struct VectorFile: Sendable {
  /// The format that this version of the package reads.
  public static let format = "adamw-vectors/1"

  /// The file's name, such as `core-float32.json`.
  public internal(set) var name = ""
  /// What the file is for: a sentence.
  public let about: String
  /// Where the expectations come from.
  public let provenance: JSONValue
  /// Each power of a beta that the file's cases use, for step numbers from 1 on, as the reference's C library
  /// computes it; by type, and by the beta as it is written in the arguments.
  public let powers: [DType: [String: Tensor]]
  /// The cases, whole.
  public let cases: [Case]
}

extension VectorFile: Decodable {
  enum CodingKeys: String, CodingKey, CaseIterable { case format, about, provenance, inputs, powers, cases }

  public init(from decoder: any Decoder) throws {
    try decoder.requireFormat(Self.format)
    let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
    about = try fields.decode(String.self, forKey: .about)
    provenance = try fields.decode(JSONValue.self, forKey: .provenance)
    powers = try fields.contains(.powers) ? Self.powers(from: fields.superDecoder(forKey: .powers)) : [:]

    let inputs = try fields.decodeIfPresent([String: Inputs].self, forKey: .inputs) ?? [:]
    var list = try fields.nestedUnkeyedContainer(forKey: .cases)
    var cases: [Case] = []
    cases.reserveCapacity(list.count ?? 0)
    while !list.isAtEnd { cases.append(try Case(from: list.superDecoder(), inputs: inputs)) }
    self.cases = cases
  }

  private static func powers(from decoder: any Decoder) throws -> [DType: [String: Tensor]] {
    let types = try decoder.strictContainer(keyedBy: DType.self)
    return try types.allKeys.reduce(into: [:]) { powers, dtype in
      let betas = try types.nestedContainer(keyedBy: AnyKey.self, forKey: dtype)
      powers[dtype] = try betas.allKeys.reduce(into: [:]) { tensors, beta in
        tensors[beta.stringValue] = try betas.tensor(beta, of: dtype)
      }
    }
  }
}
