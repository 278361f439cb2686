import Foundation
import Testing

@testable import Conformance

/// What `adamw test` does with failures that are expected.
@Suite(.serialized) struct ExpectationTests {
  private let vectors: Folder
  private let folder: Folder

  init() throws {
    vectors = try Vectors.folder(FakePort.cases)
    folder = try Folder()
  }

  private func path(_ name: String) -> String { folder.url(name).path }

  @Test(arguments: [
    (
      "sample/3 R-UPDATE-1 bits<2^23 https://example.org", 0,
      "differs as expected: 4 of 5 cases passed, 1 failed (1 as"
    ),
    ("sample/*=1 R-UPDATE-1 bits<2^23 https://example.org", 0, "differs as expected"),
    (
      "\u{feff}# Saved elsewhere.\r\n  # Twice.\r\nsample/3 R-UPDATE-1 bits<2^23 https://example.org\r", 0,
      "differs as expected"
    ),
    ("sample/3= R-UPDATE-1 bits<2^23 https://example.org", 2, "line 1: 'sample/3=' ends in no count."),
    ("=3 R-UPDATE-1 bits<2^23 https://example.org", 2, "line 1: '=3' has no pattern before the count."),
    (
      "sample/3 R-UPDATE-1 bits<2^22 https://example.org", 1,
      "the failure is now 'bits<2^23', and 'bits<2^22' is expected."
    ),
    (
      "sample/3 R-UPDATE-1 nan https://example.org", 1,
      "'sample/3' fails with 'bits<2^23', and 'nan' is expected."
    ),
    (
      "sample/[23] R-UPDATE-1 bits<2^23 https://example.org", 1, "'sample/2' passed, and is expected to fail."
    ),
    ("sample/*=2 R-UPDATE-1 bits<2^23 https://example.org", 1, "1 case fails, and 2 are expected to."),
    ("sample/3 R-UPDATE-1 bits<2^23 unexplained", 1, "the failure needs a link to its explanation."),
    (
      "sample/9 R-UPDATE-1 bits<2^23 https://example.org", 1,
      "'sample/9' matches no case with the rule R-UPDATE-1"
    ),
    (
      "sample/3 R-ERROR-CLIP bits<2^23 https://example.org", 1,
      "'sample/3' matches no case with the rule R-ERROR-CLIP"
    ),
    (
      "# Misspelt.\nsample/3 R-UPDTE-1 bits<2^23 https://example.org", 2,
      "line 2: no case of the vectors has the rule 'R-UPDTE-1'."
    ),
    (
      "sample/3 R-UPDATE-1 bits", 2,
      "line 1: an entry has a pattern of cases, a rule, a kind of failure and a link."
    ),
    (
      "sample/3 R-UPDATE-1 wrong https://example.org", 2, "line 1: a kind of failure is one of bits<2^N, nan,"
    ),
  ])
  func expectedFailuresAreHeldToWhatTheySay(entry: String, status: Int, sentence: String) throws {
    try folder.write(entry + "\n", to: "expected")
    let options = ["--expectations", path("expected")]
    let outcome = try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
    #expect(outcome.status == Int32(status))
    #expect((outcome.unwrapped + outcome.errors).contains(sentence))
  }

  @Test func aPatternOfManyCasesNeedsACount() throws {
    let many = try Vectors.folder(
      (0..<21).map { FakePort.cases[0].replacing("sample/1", with: "sample/\($0)") })
    try folder.write("sample/* R-UPDATE-1 bits<2^23 https://example.org\n", to: "expected")
    let options = ["--expectations", path("expected")]
    let outcome = try FakePort.test("wrong-bits", options: options, vectors: many)
    #expect(outcome.status == 1)
    #expect(
      outcome.unwrapped.contains(
        "the pattern matches 21 cases; more than 20 need a count, as in 'sample/*=21'.")
    )
  }

  @Test func aFaultIsNeverExpected() throws {
    try folder.write("sample/3 R-UPDATE-1 bits<2^23 https://example.org\n", to: "expected")
    let options = ["--expectations", path("expected")]
    #expect(try FakePort.test("exit", in: "sample/3", options: options, vectors: vectors).status == 3)
  }

  @Test func theFileIsWrittenAnewWithItsComments() throws {
    try folder.write(
      """
      # Why the third fails.
      sample/[345]  R-UPDATE-1   nan   https://example.org/1

      # Mended long ago.
      sample/1 R-UPDATE-1 refused https://example.org/2

      """,
      to: "expected"
    )
    let options = ["--expectations", path("expected"), "--update-expectations"]
    let renewed = try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
    #expect(renewed.status == 0)
    #expect(renewed.errors == "wrote 1 changed entry, 1 removed entry to \(path("expected"))\n")
    #expect(
      try folder.read("expected") == """
        # Why the third fails.
        sample/[345]=1  R-UPDATE-1  bits<2^23  https://example.org/1

        # Mended long ago.

        """
    )
    #expect(
      try FakePort.test("wrong-bits", in: "sample/3", options: Array(options.prefix(2)), vectors: vectors)
        .status == 0
    )
  }

  @Test func aFileThatIsNotThereIsMadeAndWaitsForLinks() throws {
    let options = ["--expectations", path("new"), "--update-expectations"]
    func run() throws -> FakePort.Outcome {
      try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
    }
    let made = try run()
    #expect(made.status == 0)
    #expect(made.output.hasPrefix("differs, and nothing can be said of it: rounding decides all in 1 of 1"))
    let note = "wrote 1 new entry to \(path("new")); each new one needs a link in place of 'unexplained'\n"
    #expect(made.errors == note)
    #expect(try folder.read("new") == "sample/3  -  bits<2^23  unexplained\n")
    #expect(try run().errors == "wrote no change to \(path("new"))\n")
  }

  @Test func aPartOfTheCasesJudgesDistancesButNotWhatIsUnused() throws {
    func run(_ kind: String) throws -> FakePort.Outcome {
      try folder.write(
        "sample/3 R-UPDATE-1 \(kind) https://example.org\nsample/1=1 R-UPDATE-1 nan https://example.org\n",
        to: "expected")
      return try FakePort.test(
        "wrong-bits", in: "sample/3", options: ["--expectations", path("expected"), "--filter", "sample/*"],
        vectors: vectors)
    }
    #expect(try run("bits<2^23").status == 0)
    #expect(try run("bits<2^24").status == 0)
    let farther = try run("bits<2^22")
    #expect(farther.status == 1)
    #expect(
      farther.unwrapped.contains("line 1: the failure is now 'bits<2^23', and 'bits<2^22' is expected."))
  }

  @Test func anIdWithBracketsIsWrittenAsItself() throws {
    let named = try Vectors.folder(
      ["sample/[0,2]", "sample/0"].map { FakePort.cases[0].replacing("sample/1", with: $0) })
    let options = ["--expectations", path("new")]
    let update = options + ["--update-expectations"]
    _ = try FakePort.test("wrong-bits", in: "sample/[0,2]", options: update, vectors: named)
    let entry = try folder.read("new")
    #expect(entry.hasPrefix("sample/\\[0,2]  "))
    try folder.write(entry.replacing("unexplained", with: "https://example.org"), to: "new")
    #expect(
      try FakePort.test("wrong-bits", in: "sample/[0,2]", options: options, vectors: named).status == 0)
  }

  @Test func mergedPartsOfSomeCasesWriteNoExpectations() throws {
    let entries = "sample/1 R-UPDATE-1 nan https://example.org\n"
    try folder.write(entries, to: "expected")
    let options = ["--filter", "sample/3", "--json", path("part.json")]
    _ = try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
    let merged = try Command.run(
      ["merge", path("part.json"), "--expectations", path("expected"), "--update-expectations"],
      environment: ["ADAMW_VECTORS": vectors.path])
    #expect(merged.status == 2)
    #expect(merged.errors.contains("--update-expectations needs a run of all cases"))
    #expect(try folder.read("expected") == entries)
  }
}
