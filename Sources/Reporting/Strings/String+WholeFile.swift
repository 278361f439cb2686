import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension String {
  /// Writes the text as a file that is whole at any time: what was there stays until all of the new one is on the
  /// disk. What is no plain file, such as `/dev/stdout`, is written to.
  package func writeWhole(to path: String) throws {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    let isReplaced = type == nil || type == .typeRegular
    try Data(utf8).write(to: URL(filePath: path), options: isReplaced ? .atomic : [])
  }
}
