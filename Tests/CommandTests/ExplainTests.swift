import Foundation
import Testing

@testable import Conformance
@testable import adamw

/// `adamw explain` and `adamw mutants`, with the golden vectors.
@Suite struct ExplainTests {
  private static let plain = "core-float32/plain"
  private static let reference = [Command.path, "port"]

  @Test func theNumbersOfKerasAreShownInOrder() throws {
    let outcome = try Command.run("explain", Self.plain, "--variable", "kernel")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("core-float32/plain, step 1, kernel[0] (float32)\n"))
    let places = ["variable_before", "decayed", "alpha", "momentum", "update", "updated"].map {
      outcome.output.range(of: "\n\($0)")?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func theReferenceDiffersNowhere() throws {
    let outcome = try Command.run(["explain", "traces/float32+amsgrad", "--"] + Self.reference)
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").first?.hasSuffix("nothing differs") == true)
    #expect(outcome.output.contains("those of the program's trace"))
  }

  @Test func theJSONSaysTheSame() throws {
    let outcome = try Command.run(
      ["explain", Self.plain, "--step", "2", "--format", "json", "--"] + Self.reference)
    #expect(outcome.status == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(json["case"] as? String == Self.plain)
    #expect(json["step"] as? Int == 2)
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(rows.count > 8)
    #expect(rows.allSatisfy { $0["differs"] as? Bool == false })
    #expect((rows.first { $0["quantity"] as? String == "decayed" })?["rule"] as? String == "R-DECAY-1")
  }

  @Test(arguments: [
    (["core-float32/plane"], "Did you mean 'core-float32/plain'"),
    ([plain, "--step", "99"], "There is no step 99: the case has steps 1 to 13."),
    ([plain, "--variable", "x"], "There is no variable 'x'"),
    ([plain, "--element", "77"], "There is no element 77"),
    ([plain, "--element", "-1"], "Missing value"),
  ])
  func whatIsNotThereIsStatusTwo(arguments: [String], sentence: String) throws {
    let outcome = try Command.run(["explain"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(sentence))
    #expect(outcome.output.isEmpty)
  }

  @Test func aProgramThatIsNotThereIsStatusThree() throws {
    let outcome = try Command.run(["explain", Self.plain, "--", "/no/such/program"])
    #expect(outcome.status == 3)
  }

  @Test func aMistakeThatIsNoticedIsStatusZero() throws {
    let outcome = try Command.run("mutants", "--only", "decay-halved", "--filter", "probes/*")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("the mistake is noticed\n"))
  }

  @Test func aMistakeThatSurvivesIsStatusOneAndSaid() throws {
    let outcome = try Command.run(
      "mutants", "--only", "empty-pattern-ignored", "--only", "decay-halved", "--filter", "core-float32/plain"
    )
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("1 of 2 mistakes survives\n  empty-pattern-ignored (R-DECAY-4)\n"))
    let unknown = try Command.run("mutants", "--only", "no-such-mistake")
    #expect(unknown.status == 2)
  }

  @Test func countsAreSortedAndInTheJSON() throws {
    let outcome = try Command.run(
      "mutants", "--only", "decay-halved", "--only", "clipnorm-ignored", "--counts", "--filter", "edges/*",
      "--format", "json")
    #expect(outcome.status == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let kills = try #require(json["mutants"] as? [[String: Any]]).compactMap { $0["kills"] as? Int }
    #expect(kills.count == 2)
    #expect(kills == kills.sorted() && kills[0] > 0)
  }
}
