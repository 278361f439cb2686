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
  /// What stands for the link in an entry that nobody has explained yet.
  static let unexplained = "unexplained"

  /// One entry.
  struct Entry: Sendable {
    let line: Int
    let pattern: String
    let count: Int?
    let rule: String
    let kind: FailureKind
    let link: String

    func isAbout(_ testCase: Case) -> Bool {
      testCase.rules.contains(rule) && Filter.match(pattern, testCase.id)
    }
  }

  /// A line of the file: an entry, or what is only kept.
  enum Line: Sendable {
    case entry(Entry)
    case comment(String)
  }

  /// The file's path.
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

  /// Reads a file.
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
    let listed = vectors.manifest.rules
    if listed.isEmpty { return }
    let known = Set(listed).union(vectors.files.flatMap(\.cases).flatMap(\.rules))
    for entry in entries where !known.contains(entry.rule) {
      throw .malformed(
        path: path, line: entry.line, reason: "no case of the vectors has the rule '\(entry.rule.excerpt)'")
    }
  }
}

extension Expectations.Entry {
  /// Reads a line: a pattern, a rule, a kind and a link.
  init(_ text: String, line: Int, path: String) throws(ExpectationError) {
    func malformed(_ reason: String) -> ExpectationError {
      .malformed(path: path, line: line, reason: reason)
    }
    let words = text.split(maxSplits: 3, whereSeparator: \.isWhitespace)
    guard words.count == 4 else {
      throw malformed("an entry has a pattern of cases, a rule, a kind of failure and a link")
    }
    let parts = words[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let count = parts.count == 2 ? Int(parts[1]) : nil
    guard parts.count == 1 || count ?? 0 > 0 else { throw malformed("'\(words[0])' ends in no count") }
    guard !parts[0].isEmpty else { throw malformed("'\(words[0])' has no pattern before the count") }
    guard let kind = FailureKind(words[2]) else {
      let words = FailureKind.Word.allCases.map { $0 == .bits ? "bits<2^N" : $0.rawValue }
      throw malformed("a kind of failure is one of \(words.joined(separator: ", "))")
    }
    self.init(
      line: line,
      pattern: String(parts[0]),
      count: count,
      rule: String(words[1]),
      kind: kind,
      link: String(words[3].drop(while: \.isWhitespace))
    )
  }

  /// The entry as a line.
  var text: String {
    "\(pattern)\(count.map { "=\($0)" } ?? "")  \(rule)  \(kind)  \(link)"
  }
}

/// Why a file of expectations cannot be used.
public enum ExpectationError: Fault, Equatable {
  /// The file cannot be read.
  case unreadable(String)
  /// The file cannot be written.
  case unwritable(String)
  /// A line is no entry.
  case malformed(path: String, line: Int, reason: String)

  /// The machine, where a file could be written before the run and cannot after it.
  public var blame: Blame {
    if case .unwritable = self { .machine } else { .usage }
  }

  /// A sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .unreadable(let path): "The expectations in '\(path)' cannot be read."
    case .unwritable(let path): "The expectations cannot be written to '\(path)'."
    case .malformed(let path, let line, let reason): "\(path), line \(line): \(reason)."
    }
  }
}
