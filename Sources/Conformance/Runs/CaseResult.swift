/// What became of one case.
public struct CaseResult: Sendable {
  /// The name of the case's file.
  public let file: String
  public let testCase: Case
  public internal(set) var judgement: Judgement

  package init(file: String, testCase: Case, judgement: Judgement) {
    self.file = file
    self.testCase = testCase
    self.judgement = judgement
  }
}
