import Conformance

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Turns the bytes of one file into what they say, or into the error that says why not.
///
/// A vector file is JSON laid out in lines: the header up to `"cases":[`, then one case on each line, then `]}`.
/// The lines are read by themselves, many at once, and an error can say where it is.
struct VectorReader {
  /// The number of cases that are read in one go.
  private static let chunk = 64

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
    try decode(Manifest.self, from: data, with: JSONDecoder()) { .syntaxOrField($0, file: file) }
  }

  /// The vectors in these bytes, which must be those that the manifest lists.
  func vectors(in data: Data, listed: Manifest.File) async throws -> VectorFile {
    try check(data, against: listed)
    let vectors = try await vectors(in: data)
    try check(vectors, against: listed)
    return vectors
  }

  /// The vectors in these bytes.
  func vectors(in data: Data) async throws -> VectorFile {
    let lines = data.lines
    let first = try firstCase(in: data, lines: lines)
    let header = try header(in: data, lines: lines, before: first)
    let chunks = try await withThrowingTaskGroup(of: (Int, [Case]).self) { group in
      for start in stride(from: first, to: lines.count - 1, by: Self.chunk) {
        let range = start..<min(start + Self.chunk, lines.count - 1)
        group.addTask { (start, try cases(in: data, lines: lines, range: range, inputs: header.inputs)) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return VectorFile(
      name: file,
      about: header.about,
      provenance: header.provenance,
      powers: header.powers,
      cases: chunks.sorted { $0.key < $1.key }.flatMap(\.value)
    )
  }

  // MARK: What the manifest says

  private func check(_ data: Data, against listed: Manifest.File) throws(VectorError) {
    guard data.count >= listed.bytes else {
      throw .truncated(file: file, bytes: data.count, listed: listed.bytes)
    }
    guard data.count == listed.bytes, data.fnv1a64 == UInt64(listed.fnv1a64, radix: 16) else {
      throw .damaged(file: file)
    }
  }

  private func check(_ vectors: VectorFile, against listed: Manifest.File) throws(VectorError) {
    for (what, found, listed) in [
      ("cases", vectors.cases.count, listed.cases), ("steps", vectors.stepCount, listed.steps),
    ] where found != listed {
      throw .wrongCount(file: file, of: what, found: found, listed: listed)
    }
  }

  // MARK: The lines

  /// The line of the first case: the one after `"cases":[`.
  private func firstCase(in data: Data, lines: [Range<Int>]) throws(VectorError) -> Int {
    let opening = Array("\"cases\":[".utf8)
    if let last = lines.last, data[last].elementsEqual("]}".utf8),
      let index = lines.firstIndex(where: { data[$0].suffix(opening.count).elementsEqual(opening) })
    {
      return index + 1
    }
    // The format may be one that is laid out in another way: then that is the news.
    struct AnyFormat: Decodable {
      init(from decoder: any Decoder) throws { try decoder.requireFormat(VectorFile.format) }
    }
    _ = try decode(AnyFormat.self, from: data, with: JSONDecoder()) { .syntaxOrField($0, file: file) }
    throw .layout(file: file)
  }

  private func header(
    in data: Data,
    lines: [Range<Int>],
    before first: Int
  ) throws(VectorError) -> VectorFile.Header {
    let text = data[lines[0].lowerBound..<lines[first - 1].upperBound] + data[lines[lines.count - 1]]
    return try decode(VectorFile.Header.self, from: text, with: JSONDecoder()) {
      .syntaxOrField($0, file: file)
    }
  }

  private func cases(
    in data: Data,
    lines: [Range<Int>],
    range: Range<Int>,
    inputs: [String: Inputs]
  ) throws(VectorError) -> [Case] {
    let decoder = JSONDecoder()
    decoder.userInfo[VectorFile.Line.inputs] = inputs
    var cases: [Case] = []
    for index in range {
      var line = data[lines[index]]
      let isLast = index == lines.count - 2
      guard isLast != (line.last == UInt8(ascii: ",")) else { throw .syntax(file: file, line: index + 1) }
      if !isLast { line.removeLast() }
      cases.append(
        try decode(VectorFile.Line.self, from: line, with: decoder) { error in
          describe(error, line: line, number: index + 1)
        }.testCase
      )
    }
    return cases
  }

  private func describe(_ error: DecodingError, line: Data, number: Int) -> VectorError {
    if error.isSyntax { return .syntax(file: file, line: number) }
    struct Identifier: Decodable { let id: String }
    guard let id = try? JSONDecoder().decode(Identifier.self, from: line).id else {
      return .idMissing(file: file, line: number)
    }
    return .malformed(file: file, case: id, field: error.field, reason: error.reason)
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type,
    from data: Data,
    with decoder: JSONDecoder,
    describe: (DecodingError) -> VectorError
  ) throws(VectorError) -> Value {
    do {
      return try decoder.decode(type, from: data)
    } catch let error as UnknownFormat {
      throw .unknownFormat(file: file, found: error.found, known: error.known)
    } catch let error as DecodingError {
      throw describe(error)
    } catch {
      throw .unreadable(file: file, reason: "\(error)")
    }
  }
}

extension VectorError {
  /// What is wrong with a document that is read as a whole.
  fileprivate static func syntaxOrField(_ error: DecodingError, file: String) -> VectorError {
    error.isSyntax
      ? .syntax(file: file, line: nil)
      : .malformed(file: file, case: nil, field: error.field, reason: error.reason)
  }
}

extension DecodingError {
  /// Whether the text is no JSON at all.
  fileprivate var isSyntax: Bool {
    if case .dataCorrupted(let context) = self { context.codingPath.isEmpty } else { false }
  }
}

extension Data {
  /// The 64-bit FNV-1a hash.
  package var fnv1a64: UInt64 {
    withUnsafeBytes { bytes in
      bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
  }

  /// Where the lines are, without their ends.
  fileprivate var lines: [Range<Int>] {
    withUnsafeBytes { bytes in
      var lines: [Range<Int>] = []
      var start = 0
      for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
        if start < index { lines.append(start..<index) }
        start = index + 1
      }
      if start < bytes.count { lines.append(start..<bytes.count) }
      return lines
    }
  }
}
