public import Conformance
public import Processes
import Wire

/// Why a port's program is broken, which is another thing than that it computes wrongly.
public struct PortFault: LateFault, Hashable, Sendable {
  /// What the program did.
  public enum Reason: Error, Hashable, Sendable {
    /// It could not be started.
    case notStarted(StartError)
    /// It ended before it answered.
    case ended(ProcessEnd)
    /// It ended in the middle of a line.
    case endedInLine(ProcessEnd, line: String)
    /// It went on without an open standard output.
    case closedOutput
    /// It went on without reading what it was sent.
    case closedInput
    /// It did not introduce itself in time.
    case silentAtStart(Duration)
    /// It did not answer in time.
    case silent(Duration)
    /// It wrote a part of a line, and not the rest in time.
    case silentInLine(Duration, line: String)
    /// It wrote a line that is longer than any answer.
    case tooLong(bytes: Int)
    /// It wrote a line that is no reply of the protocol.
    case malformed(line: String, field: String, reason: String)
    /// It answered something else than what was asked.
    case wrongReply(expected: String, actual: String)
    /// It answered with another number than the request's.
    case wrongSequence(expected: Int, actual: Int?)
    /// It refused the request of this number without repeating that.
    case unnumbered(Refusal, expected: Int)
    /// It answered a request again.
    case repeated(sequence: Int)
    /// It wrote something that no request had asked for.
    case unasked(line: String)
    /// It ended after an answer, without being asked to.
    case endedUnasked(ProcessEnd)
    /// It does not speak the version of the protocol, or refused to start.
    case refusedStart(String)
    /// It lacks what it said it has.
    case contradicted(feature: String)
    /// It described itself differently after a restart.
    case changed
    /// It answered the request to stop, and then ended with a failure, or not at all.
    case endedBadly(ProcessEnd?)
    /// Among its recorded replies, one is missing.
    case missingReply(sequence: Int)
  }

  public var reason: Reason
  /// What it wrote to standard error.
  public var log: ProgramLog
  /// The file that has all of the log; nil if none has.
  public var logPath: String?
  public var isOfRequestBefore: Bool

  /// The port, unless this machine would have started no other either.
  public var blame: Blame {
    if case .notStarted(let error) = reason, error.isOfMachine { .machine } else { .port }
  }

  /// A fault, and the program's log.
  public init(
    _ reason: Reason, log: ProgramLog = ProgramLog(), logPath: String? = nil, isOfRequestBefore: Bool = false
  ) {
    self.reason = reason
    self.log = log
    self.logPath = logPath
    self.isOfRequestBefore = isOfRequestBefore
  }
}

extension PortFault: CustomStringConvertible {
  /// Sentences on one line: what the program did, what would have been right, and the last line of its log. If there is
  /// more in the log, then on lines of their own its first and last ones.
  public var description: String {
    guard let last = log.end.split(whereSeparator: \.isNewline).last.map(String.init) else { return sentence }
    let summary = "\(sentence) The last line of its log: '\(last.excerpt)'."
    if log.lineCount == 1, last.isOneExcerpt { return summary }
    return ([summary, "Its log:"] + logLines.map { "  \($0)" }).joined(separator: "\n")
  }

  private var logLines: [String] {
    let (first, leftOut, last) = log.lines(first: 5, last: 10)
    func readable(_ lines: [String]) -> [String] { lines.map { $0.printableLine(upTo: 400) } }
    let all = logPath.map { "all are in \($0.printable)" } ?? "all with --log PATH"
    let gap = leftOut == 0 ? [] : ["... \(leftOut.counted("line")) left out (\(all))"]
    return readable(first) + gap + readable(last)
  }

  private var sentence: String {
    switch reason {
    case .notStarted(let error):
      "The port could not be started: \(error)\(error.isOneWord ? Self.shellHint : "")."
    case .ended(let end):
      "The port ended with \(end) before it answered."
    case .endedInLine(let end, let line):
      "The port ended with \(end) in the middle of a line: '\(line.excerpt)'."
    case .closedOutput:
      "The port closed its standard output and went on without answering."
    case .closedInput:
      "The port closed its standard input and went on; it must read until the request 'stop'."
    case .silentAtStart(let limit):
      "The port did not introduce itself within \(limit.text) and was killed. Does it flush each line?"
    case .silent(let limit):
      "The port did not answer within \(limit.text) and was killed. Does it flush each line?"
    case .silentInLine(let limit, let line):
      """
      The port did not end its line within \(limit.text) and was killed; the line began '\(line.excerpt)'. \
      Each reply is one line, and flushed.
      """
    case .tooLong(let bytes):
      "The port wrote a line of more than \(bytes >> 20) MiB and was killed."
    case .malformed(let line, let field, let reason):
      """
      The port wrote what is no reply of the protocol (\(field.isEmpty ? "" : "\(field.excerpt): ")\(reason.excerpt)): \
      '\(line.excerpt)'.\(JSONLine.isObject(line) ? "" : " What is not a reply belongs on standard error.")
      """
    case .wrongReply(let expected, let actual):
      "The port answered '\(actual)' where '\(expected)' was asked for."
    case .wrongSequence(let expected, let actual):
      "The port answered with seq \(actual.map(String.init) ?? "missing") to the request with seq \(expected)."
    case .unnumbered(let refusal, let expected):
      """
      The port answered with an error without seq to the request with seq \(expected): \(refusal.category), \
      \((refusal.message ?? "no message").printable).
      """
    case .repeated(let sequence):
      "The port answered the request with seq \(sequence) a second time."
    case .unasked(let line):
      "The port wrote a line that no request had asked for: '\(line.excerpt)'."
    case .endedUnasked(let end):
      "The port ended with \(end) after it had answered; it must go on until the request 'stop'."
    case .refusedStart(let reason):
      "The port refused to start: \(reason.excerpt)."
    case .contradicted(let feature):
      "The port declares '\(feature.excerpt)' and answered that it lacks it."
    case .changed:
      "The port described itself differently after it was restarted."
    case .endedBadly(let end):
      end.map { "The port ended with \($0) after the request 'stop', where exit status 0 is due." }
        ?? "The port did not end after the request 'stop' and was killed."
    case .missingReply(let sequence):
      """
      There is no reply with the seq \(sequence); if the requests were exported with --filter, give 'check' the same \
      one.
      """
    }
  }

  private static let shellHint = ". It is started without a shell: give program and arguments apart"
}

extension StartError {
  /// Whether what was given as the program is probably a whole command.
  fileprivate var isOneWord: Bool {
    if case .program(let command, _) = self { command.count == 1 && command[0].contains(" ") } else { false }
  }
}
