public import Conformance
import ExactJSON
import Wire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Budget {
  /// The budget of that name, or else in the file at that path.
  public static func find(_ nameOrPath: String) throws(BudgetError) -> Budget {
    if let budget = named.first(where: { $0.name == nameOrPath }) { return budget }
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(filePath: nameOrPath)))
    } catch {
      throw BudgetError(
        description: "'\(nameOrPath)' is no budget: neither bits nor fused nor a file that can be read.")
    }
    do throws(DocumentError) {
      return try bytes.withUnsafeBufferPointer { (bytes) throws(DocumentError) in
        try JSONReader.document(bytes, format: format, Budget.init(from:))
      }
    } catch {
      switch error {
      case .json(let error):
        let place = error.field.isEmpty ? "" : "\(error.field): "
        throw BudgetError(description: "The budget '\(nameOrPath)' is malformed: \(place)\(error.reason).")
      case .otherFormat(let found):
        throw BudgetError(
          description:
            "The budget '\(nameOrPath)' has the format '\(found)', and this version reads '\(format)'.")
      }
    }
  }
}
