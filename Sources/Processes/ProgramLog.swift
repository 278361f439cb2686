/// What a program wrote to standard error: its beginning and its end, and how much there was.
public struct ProgramLog: Hashable, Sendable {
  /// The number of bytes that are kept of the beginning, and of the end.
  private static let limit = 4096
  private static let lineEnd = UInt8(ascii: "\n")

  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var bytes = 0
  private var lineEnds = 0

  public init() {}

  /// A log of which this is all.
  public init(_ text: String) { append(Array(text.utf8)[...]) }

  mutating func append(_ chunk: ArraySlice<UInt8>) {
    head += chunk.prefix(Self.limit - head.count)
    tail += chunk
    // Not at each of many small chunks.
    if tail.count > 2 * Self.limit { tail.removeFirst(tail.count - Self.limit) }
    bytes += chunk.count
    lineEnds += chunk.count { $0 == Self.lineEnd }
  }

  public var isEmpty: Bool { bytes == 0 }

  /// The end, as text.
  public var end: String { String(decoding: tail.suffix(Self.limit), as: UTF8.self) }

  /// The number of lines, of which the last may not be over.
  public var lineCount: Int { lineEnds + (tail.last.map { $0 == Self.lineEnd ? 0 : 1 } ?? 0) }

  /// The first and the last lines, as far as they are kept whole, and the number of those between them.
  public func lines(first: Int, last: Int) -> (first: [String], leftOut: Int, last: [String]) {
    var beginning = Self.lines(of: head[...])
    if head.count < bytes, beginning.count > 1 { beginning.removeLast() }
    var end = Self.lines(of: tail.suffix(Self.limit))
    if Self.limit < bytes, end.count > 1 { end.removeFirst() }
    beginning = beginning.prefix(first)
    end = end.suffix(min(last, lineCount - beginning.count))
    return (Array(beginning), lineCount - beginning.count - end.count, Array(end))
  }

  private static func lines(of part: ArraySlice<UInt8>) -> ArraySlice<String> {
    if part.isEmpty { return [] }
    let lines = part.split(separator: lineEnd, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    return part.last == lineEnd ? lines.dropLast() : lines[...]
  }
}
