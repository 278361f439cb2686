#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Turns the bytes of one file into what they say, or into the error that says why not.
struct VectorReader {
  let folder: String
  /// The name that errors give the file.
  let file: String

  /// The bytes of the file.
  func contents() throws(VectorError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: folder).appending(path: file))
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw .fileMissing(file: file, folder: folder)
    } catch {
      throw .unreadable(file: file, reason: "\(error)")
    }
  }

  /// The manifest in these bytes.
  func manifest(in data: Data) throws(VectorError) -> Manifest {
    try decode(Manifest.self, from: data)
  }

  /// The vectors in these bytes, which must be those that the manifest lists.
  func vectors(in data: Data, listed: Manifest.File) throws(VectorError) -> VectorFile {
    guard data.count >= listed.bytes else {
      throw .truncated(file: file, bytes: data.count, listed: listed.bytes)
    }
    guard data.count == listed.bytes, data.fnv1a64 == UInt64(listed.fnv1a64, radix: 16) else {
      throw .damaged(file: file)
    }
    var vectors = try decode(VectorFile.self, from: data)
    vectors.name = file

    let steps = vectors.cases.reduce(0) { sum, testCase in
      if case .values(let values) = testCase.expectation { sum + values.steps.count } else { sum }
    }
    for (what, found, listed) in [
      ("cases", vectors.cases.count, listed.cases), ("steps", steps, listed.steps),
    ] where found != listed {
      throw .wrongCount(file: file, of: what, found: found, listed: listed)
    }
    return vectors
  }

  private func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws(VectorError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as UnknownFormat {
      throw .unknownFormat(file: file, found: error.found, known: error.known)
    } catch let error as DecodingError {
      throw describe(error, in: data)
    } catch {
      throw .unreadable(file: file, reason: "\(error)")
    }
  }

  private func describe(_ error: DecodingError, in data: Data) -> VectorError {
    let path = error.context.codingPath
    if path.isEmpty, case .dataCorrupted = error { return .syntax(file: file) }
    guard path.count >= 2, path[0].stringValue == "cases", let index = path[1].intValue else {
      return .malformed(file: file, case: nil, field: error.field(), reason: error.reason)
    }
    struct Identifiers: Decodable {
      struct Identifier: Decodable { let id: String? }
      let cases: [Identifier]
    }
    let cases = try? JSONDecoder().decode(Identifiers.self, from: data).cases
    guard let id = cases?[index].id else { return .idMissing(file: file, index: index) }
    return .malformed(file: file, case: id, field: error.field(below: 2), reason: error.reason)
  }
}

extension Data {
  /// The 64-bit FNV-1a hash.
  var fnv1a64: UInt64 {
    withUnsafeBytes { bytes in
      bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
  }
}
