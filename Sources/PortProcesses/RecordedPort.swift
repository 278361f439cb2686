public import Conformance
import Wire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A port that has answered already: its replies, one a line, to ``Requests`` whose numbers are those of the
/// cases among all vectors.
public struct RecordedPort: Port, Sendable {
  private let description: PortDescription
  private let lines: [Int: String]
  private let sequences: [String: Int]

  /// The port whose replies are in a file.
  ///
  /// - Throws: A ``PortFault`` if they are not the replies of a run, or a ``RecordedPortError``.
  public init(path: String, vectors: VectorSet) throws {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw RecordedPortError.unreadable(path: path)
    }
    let rows = String(decoding: data, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    guard let first = rows.first, let description = try? Reply.description(on: first) else {
      throw PortFault(
        .malformed(line: rows.first ?? "", field: "", reason: "the first line must reply to 'start'"))
    }
    self.description = description
    var lines: [Int: String] = [:]
    for row in rows.dropFirst() {
      guard let sequence = JSONLine.sequence(in: row) else {
        if (try? Reply.requireStop(on: row)) != nil { continue }
        throw PortFault(.malformed(line: row, field: "seq", reason: "only the reply to 'stop' has none"))
      }
      guard (1...vectors.manifest.cases).contains(sequence) else { throw PortFault(.unasked(line: row)) }
      guard lines.updateValue(row, forKey: sequence) == nil else { throw PortFault(.unasked(line: row)) }
    }
    self.lines = lines
    sequences = Dictionary(
      vectors.numberedCases.map { ($0.testCase.id, $0.sequence) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  public func describe() -> PortDescription { description }

  public func run(_ testCase: Case, trace: Bool) throws -> PortReply {
    guard let sequence = sequences[testCase.id] else {
      throw RecordedPortError.unknownCase(id: testCase.id)
    }
    guard let line = lines[sequence] else { throw PortFault(.missingReply(sequence: sequence)) }
    do throws(ReplyFault) {
      return try Reply.answer(on: line, to: sequence, about: testCase)
    } catch {
      throw PortFault(.init(error, on: line, asked: "run"))
    }
  }
}
