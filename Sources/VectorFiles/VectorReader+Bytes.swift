#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension VectorReader {
  func fileBytes() throws(VectorError) -> FileBytes {
    do {
      return FileBytes(try Data(contentsOf: URL(filePath: folder).appending(path: file)))
    } catch {
      let cause = (error as? CocoaError)?.underlying as? POSIXError
      switch cause?.code {
      case .ENOENT: throw .fileMissing(file: file, folder: folder)
      case .EMFILE, .ENFILE, .ENOMEM: throw .machineExhausted(file: file, reason: reason(cause))
      default: throw .unreadable(file: file, reason: reason(cause))
      }
    }
  }

  /// What the system says of an error, without a full stop.
  private func reason(_ error: POSIXError?) -> String {
    error.map { String(cString: strerror($0.code.rawValue)) } ?? "the system does not say why"
  }
}
