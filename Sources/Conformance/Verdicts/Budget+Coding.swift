#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a budget cannot be used: a sentence.
public struct BudgetError: Fault, Equatable {
  public let description: String
  public var blame: Blame { .usage }
}

extension Budget: Decodable {
  /// The format that this version of the package reads.
  public static let format = "adamw-budget/1"

  private enum CodingKeys: String, CodingKey, CaseIterable { case format, name, about, allowances }

  public init(from decoder: any Decoder) throws {
    try decoder.requireFormat(Self.format)
    let fields = try Fields<CodingKeys>(of: decoder)
    name = try fields.decode(String.self, forKey: .name)
    about = try fields.decode(String.self, forKey: .about)
    allowances = try Self.allowances(Fields(of: fields.decoder(forKey: .allowances)))
    // A report names its budget, and must not say that a looser one was one of these.
    if Budget.named.contains(where: { [name, allowances] in $0.name == name && $0.allowances != allowances })
    {
      throw DecodingError.malformed(
        fields.codingPath + [CodingKeys.name], "'\(name)' is the name of another budget, which needs no file")
    }
  }

  private static func allowances(
    _ types: Fields<DType>
  ) throws -> [DType: [ComparedQuantity: Allowance]] {
    try types.allKeys.reduce(into: [:]) { allowances, dtype in
      for (name, allowance) in try types.decode([String: Allowance].self, forKey: dtype).sorted(by: {
        $0.key < $1.key
      }) {
        guard let quantity = ComparedQuantity(name), quantity.mayHaveAllowance else {
          throw DecodingError.malformed(
            types.codingPath + [dtype], "'\(name)' is no quantity that is compared")
        }
        allowances[dtype, default: [:]][quantity] = allowance
      }
    }
  }

  /// The budget of that name, or else in the file at that path.
  public static func find(_ nameOrPath: String) throws(BudgetError) -> Budget {
    if let budget = named.first(where: { $0.name == nameOrPath }) { return budget }
    do {
      return try JSONDecoder().decode(Budget.self, from: Data(contentsOf: URL(filePath: nameOrPath)))
    } catch let error as DecodingError {
      let place = error.field.isEmpty ? "" : "\(error.field): "
      throw BudgetError(description: "The budget '\(nameOrPath)' is malformed: \(place)\(error.reason).")
    } catch let error as UnknownFormat {
      throw BudgetError(
        description:
          "The budget '\(nameOrPath)' has the format '\(error.found)', and this version reads '\(error.known)'."
      )
    } catch {
      throw BudgetError(
        description: "'\(nameOrPath)' is no budget: neither bits nor fused nor a file that can be read.")
    }
  }
}
