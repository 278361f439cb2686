import Foundation
import Testing

/// The requests of random cases, as a second judge reads them.
@Suite struct ExportTests {
  @Test func theReferenceAnswersEveryRandomCase() throws {
    let outcome = try Command.shell("\"$ADAMW\" export --jsonl --random 2000 --seed 3 | \"$ADAMW\" port")
    #expect(outcome.status == 0)
    let replies = outcome.output.split(separator: "\n")
    #expect(replies.count == 2002)
    #expect(replies.count { $0.contains(#""reply":"run""#) } > 1500)
    #expect(!replies.contains { $0.contains(#""reply":"unsupported""#) })
    for reply in replies where reply.contains(#""category":"internal""#) { Issue.record("\(reply)") }
  }

  @Test func aSeedThatIsNotGivenIsOne() throws {
    let outcomes = try [["--seed", "1"], [], ["--seed", "2"]].map {
      try Command.run(["export", "--jsonl", "--random", "3", "--encoding", "decimal"] + $0)
    }
    #expect(outcomes[0].output.contains("\"fuzz/1-2\""))
    #expect(outcomes[0].output == outcomes[1].output)
    #expect(outcomes[0].output != outcomes[2].output)
  }

  @Test(arguments: [
    (["--random", "0"], "At least 1 case is needed."),
    (
      ["--random", "5", "--filter", "*"],
      "--random makes cases up; --vectors and --filter choose those of files."
    ),
    (
      ["--random", "5", "--vectors", "/"],
      "--random makes cases up; --vectors and --filter choose those of files."
    ),
    (["--seed", "5"], "--seed is for the cases of --random; those of the vectors are what they are."),
  ])
  func whatDoesNotGoTogetherIsRefused(options: [String], sentence: String) throws {
    let outcome = try Command.run(["export", "--jsonl"] + options)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(sentence))
  }
}
