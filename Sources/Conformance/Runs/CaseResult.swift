/// What became of one case.
public struct CaseResult: Sendable {
  /// The name of the case's file.
  public let file: String
  public let testCase: Case
  public internal(set) var judgement: Judgement
  /// What the port answered, where that is not what it must be.
  public let reply: PortReply?

  package init(file: String, testCase: Case, judgement: Judgement, reply: PortReply? = nil) {
    self.file = file
    self.testCase = testCase
    self.judgement = judgement
    self.reply = reply
  }
}
