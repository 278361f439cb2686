public import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The failures that are known of one port: a text file with one entry on each line.
///
/// ```
/// # PyTorch adds epsilon to the corrected root.
/// core-float32/*=1402     R-UPDATE-1  bits<2^21  https://github.com/pytorch/pytorch/issues/22628
/// errors/decay-none       R-ERROR-DECAY  accepted  https://example.org/1
/// ```
///
/// An entry is about the cases whose id matches its pattern and which exercise its rule. All that the port can
/// run must fail, in the kind that the entry says, and they must not be more than
/// ``Expectations/matchLimit``. With a count behind the pattern that many must fail, and the others may pass.
/// A case belongs to the first entry that it fits.
public struct Expectations: Sendable {
  /// The number of cases that an entry without a count may be about.
  public static let matchLimit = 20

  /// A line of the file: an entry, or what is only kept.
  enum Line: Sendable {
    case entry(Entry)
    case comment(String)
  }

  public let path: String
  let lines: [Line]

  var entries: [Entry] {
    lines.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
  }

  /// Nothing is expected yet: a file that is still to be written.
  public init(new path: String) {
    self.path = path
    lines = []
  }

  public init(path: String) throws(ExpectationError) {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw .unreadable(path) }
    try self.init(text: String(decoding: data, as: UTF8.self), path: path)
  }

  init(text: String, path: String) throws(ExpectationError) {
    self.path = path
    var lines: [Line] = []
    // A byte order mark is no part of a pattern; `\r\n` is one character.
    var rows = text.drop { $0 == "\u{feff}" }
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    if rows.last?.isEmpty ?? false { rows.removeLast() }
    for (index, row) in rows.enumerated() {
      let content = row.drop(while: \.isWhitespace)
      let isComment = content.isEmpty || content.hasPrefix("#")
      lines.append(isComment ? .comment(row) : .entry(try Entry(row, line: index + 1, path: path)))
    }
    self.lines = lines
  }
}

extension Expectations {
  /// Refuses an entry with a rule that no case of the vectors has; of vectors that list no rules nothing is known.
  public func requireRules(of vectors: VectorSet) throws(ExpectationError) {
    guard let listed = vectors.manifest.rules else { return }
    let known = Set(listed).union(vectors.files.flatMap(\.cases).flatMap(\.rules))
    for entry in entries {
      guard let rule = entry.rule, !known.contains(rule) else { continue }
      throw .malformed(
        path: path, line: entry.line, reason: "no case of the vectors has the rule '\(rule.id.excerpt)'")
    }
  }
}
