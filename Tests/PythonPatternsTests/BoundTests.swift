import Foundation
import PythonPatterns
import Testing

/// What a pattern can cost at most.
@Suite struct BoundTests {
  /// Runs on a thread with a small stack, as they are in libraries.
  private func onSmallStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: body()) }
      thread.stackSize = 512 * 1024
      thread.start()
    }
  }

  private static let openings = [
    "(", "(?:", "(?=", "(?!", "(?<=", "(?>", "(?i:", "a|(", "()(?(1)", "(?:a", "(?#)(",
  ]

  @Test(arguments: openings) func aHundredThousandBracketsAreRefusedWithoutAnOverflow(opening: String) async {
    let patterns = ["", "a" + String(repeating: ")", count: 100_000)].map {
      String(repeating: opening, count: 100_000) + $0
    }
    let sentences = await onSmallStack { patterns.map { pattern in said { try Pattern(pattern) } } }
    #expect(sentences.allSatisfy { $0.hasPrefix("more than 495 brackets are within each other at position") })
  }

  @Test(arguments: openings) func asManyBracketsAsPythonReadsAreRead(opening: String) async {
    let pattern = String(repeating: opening, count: 495) + String(repeating: ")", count: 495)
    #expect(await onSmallStack { said { try Pattern(pattern).isFound(in: "aaaa") } }.count <= 5)
  }

  @Test(arguments: ["*", "+", "?", "{0,3}", "*?", "*+"])
  func deepRepetitionsEnd(repetition: String) async {
    let pattern =
      String(repeating: "(?:", count: 494) + "a" + String(repeating: ")\(repetition)", count: 494) + "b"
    let sentence = await onSmallStack { said { try Pattern(pattern).isFound(in: "aaaa") } }
    #expect(["false", "\(SearchError.tooManySteps)", "\(SearchError.tooMuchMemory)"].contains(sentence))
  }

  @Test(arguments: ["(a*)*b", "(?:a|a)*b", "(?:a+a+)+b", "(?:a|aa)*b", "(?=(a*)*b)", "(?:a?){40}b"])
  func searchesWithoutEndAreRefused(pattern: String) async {
    let sentence = await onSmallStack {
      said { try Pattern(pattern).isFound(in: String(repeating: "a", count: 60)) }
    }
    #expect(sentence == "takes more than 10000000 steps")
  }

  @Test(arguments: ["(?:a?){4000000}", "(?:){4294967294}", "(?:(a)|b?){9000000}"])
  func searchesThatKeepTooMuchAreRefused(pattern: String) async {
    #expect(
      await onSmallStack { said { try Pattern(pattern).isFound(in: "a") } }
        == "keeps more than 8000000 numbers to go back to")
  }

  @Test func longPatternsAndNamesAreNoTrouble() async {
    let long = String(repeating: "a", count: 200_000)
    let alternatives = String(repeating: "ba|", count: 100_000) + "a$"
    #expect(await onSmallStack { said { try Pattern(alternatives).isFound(in: "xa") } } == "true")
    #expect(await onSmallStack { said { try Pattern("^(?:a|b)*$").isFound(in: long) } } == "true")
    #expect(await onSmallStack { said { try Pattern(long).isFound(in: long) } } == "true")
    #expect(await onSmallStack { said { try Pattern("a*$").isFound(in: long) } } == "true")
  }

  @Test func whatPythonFailsAtIsRefused() {
    #expect(throws: SearchError.failsInPython) { try Pattern("((x)|y|z)*+").isFound(in: "xyz") }
  }
}

/// What comes of it, in words.
private func said(_ body: () throws -> some Any) -> String {
  do { return "\(try body())" } catch { return "\(error)" }
}
