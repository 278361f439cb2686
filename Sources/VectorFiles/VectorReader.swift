import Conformance
import ExactJSON
import Wire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Turns the bytes of one file into what they say, or into the error that says why not.
///
/// A vector file is JSON laid out in lines: the header up to `"cases":[`, then one case on each line, then `]}`.
/// The lines are read by themselves, many at once, and an error can say where it is.
struct VectorReader {
  /// The number of bytes of cases that are read in one go.
  private static let chunk = 1 << 17

  let folder: String
  /// The file's path within the folder, by which errors name it.
  let file: String

  /// The file as a manifest.
  func manifest() throws(VectorError) -> Manifest {
    try read(fileBytes().data, format: Manifest.format, Manifest.init(from:))
  }

  /// The file's vectors, of which nothing more is known than what stands in it.
  func vectors() async throws -> VectorFile { try await vectors(in: fileBytes(), named: file) }

  /// The file's vectors, which must be those that the manifest lists.
  func vectors(listed: Manifest.File) async throws -> VectorFile {
    let bytes = try fileBytes()
    if let contents = listed.contents { try check(bytes, against: contents) }
    let vectors = try await vectors(in: bytes, named: listed.name)
    for (what, found, listed) in [
      ("cases", vectors.cases.count, listed.cases), ("steps", vectors.stepCount, listed.steps),
    ] where found != listed {
      throw VectorError.wrongCount(file: file, of: what, found: found, listed: listed)
    }
    return vectors
  }

  func check(_ bytes: FileBytes, against listed: Manifest.Contents) throws(VectorError) {
    guard bytes.data.count >= listed.bytes else {
      throw .truncated(file: file, bytes: bytes.data.count, listed: listed.bytes)
    }
    guard bytes.data.count == listed.bytes, bytes.fnv1a64 == listed.fnv1a64 else {
      throw .damaged(file: file)
    }
  }

  private func vectors(in bytes: FileBytes, named name: String) async throws -> VectorFile {
    let first = try firstCase(in: bytes)
    let header = try header(
      in: bytes, before: first, format: VectorFile.format, VectorFile.Header.init(from:))
    let cases = try await cases(in: bytes, from: first) { (json) throws(JSONError) in
      try Case(from: &json, inputs: header.inputs)
    }
    return VectorFile(
      name: name, about: header.about, provenance: header.provenance, powers: header.powers, cases: cases)
  }

  /// All cases, from the line of the first, each read by `read`.
  func cases(
    in bytes: FileBytes, from first: Int,
    _ read: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Case
  ) async throws -> [Case] {
    let chunks = try await withThrowingTaskGroup(of: (Int, [Case]).self) { group in
      for range in bytes.chunks(of: Self.chunk, lines: first..<bytes.lines.count - 1) {
        group.addTask { (range.lowerBound, try cases(in: bytes, range: range, read)) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return chunks.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  // MARK: The lines

  /// The line of the first case: the one after `"cases":[`.
  func firstCase(in bytes: FileBytes) throws(VectorError) -> Int {
    let (data, lines) = (bytes.data, bytes.lines)
    let opening = Array("\"cases\":[".utf8)
    if let last = lines.last, data[last].elementsEqual("]}".utf8),
      let index = lines.firstIndex(where: { data[$0].suffix(opening.count).elementsEqual(opening) })
    {
      return index + 1
    }
    // The format may be one that is laid out in another way: then that is the news.
    try read(data, format: VectorFile.format) { (json) throws(JSONError) in try json.skip() }
    throw .layout(file: file)
  }

  /// What stands before the cases.
  func header<Header>(
    in bytes: FileBytes, before first: Int, format: String,
    _ body: (inout JSONReader) throws(JSONError) -> Header
  ) throws(VectorError) -> Header {
    let (data, lines) = (bytes.data, bytes.lines)
    let text = data[lines[0].lowerBound..<lines[first - 1].upperBound] + data[lines[lines.count - 1]]
    return try read(text, format: format, body)
  }

  private func cases(
    in bytes: FileBytes,
    range: Range<Int>,
    _ read: (inout JSONReader) throws(JSONError) -> Case
  ) throws(VectorError) -> [Case] {
    var cases: [Case] = []
    cases.reserveCapacity(range.count)
    for index in range {
      let line = bytes.lines[index]
      cases.append(
        try bytes.withBytes(line) { (text) throws(VectorError) in
          let isLast = index == bytes.lines.count - 2
          guard isLast != (text.last == UInt8(ascii: ",")) else { throw .syntax(file: file, line: index + 1) }
          let text = isLast ? text : UnsafeBufferPointer(rebasing: text.dropLast())
          do throws(JSONError) {
            return try JSONReader.read(text, read)
          } catch {
            throw describe(error, line: text, number: index + 1)
          }
        })
    }
    return cases
  }

  // MARK: Errors

  private func describe(
    _ error: JSONError, line: UnsafeBufferPointer<UInt8>, number: Int
  ) -> VectorError {
    if error.isSyntax { return .syntax(file: file, line: number) }
    let id = try? JSONReader.read(line) { (json) throws(JSONError) in
      var id: String?
      try json.object { (json, name) throws(JSONError) in
        if name == "id", json.kind == .string { id = try json.string() } else { try json.skip() }
      }
      return id
    }
    guard let id = id ?? nil else { return .idMissing(file: file, line: number) }
    return .malformed(file: file, case: id, field: error.field, reason: error.reason)
  }

  /// Reads a document as a whole, if it is of this format.
  private func read<Value>(
    _ data: Data,
    format: String,
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(VectorError) -> Value {
    let bytes = Array(data)
    do throws(DocumentError) {
      return try bytes.withUnsafeBufferPointer { (bytes) throws(DocumentError) in
        try JSONReader.document(bytes, format: format, body)
      }
    } catch {
      switch error {
      case .otherFormat(let found): throw .unknownFormat(file: file, found: found, known: format)
      case .json(let error) where error.isSyntax: throw .syntax(file: file, line: nil)
      case .json(let error):
        throw .malformed(file: file, case: nil, field: error.field, reason: error.reason)
      }
    }
  }
}

extension FileBytes {
  /// The lines in parts of about this many bytes.
  fileprivate func chunks(of size: Int, lines: Range<Int>) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var start = lines.lowerBound
    for index in lines where self.lines[index].upperBound - self.lines[start].lowerBound >= size {
      chunks.append(start..<index + 1)
      start = index + 1
    }
    if start < lines.upperBound { chunks.append(start..<lines.upperBound) }
    return chunks
  }
}
