#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a budget cannot be used: a sentence.
public struct BudgetError: Error, Equatable, CustomStringConvertible {
  public let description: String
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
    let types = try Fields<DType>(of: fields.decoder(forKey: .allowances))
    allowances = try types.allKeys.reduce(into: [:]) { allowances, dtype in
      allowances[dtype] = try types.decode([String: Allowance].self, forKey: dtype)
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
