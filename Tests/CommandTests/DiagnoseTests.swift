import Foundation
import Testing

/// What `adamw diagnose` and `adamw test` say of ports that compute something else, and the status they end with.
@Suite(.serialized) struct DiagnoseTests {
  private static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Vectors").standardized.path
  private static let decays = ["--filter", "probes/decay*"]

  private let folder: Folder

  init() throws { folder = try Folder() }

  private func path(_ name: String) -> String { folder.url(name).path }

  /// Runs a command on the port that misbehaves so in every case, or in one.
  private func run(_ arguments: [String], _ mode: String, in target: String = "*") throws -> Command.Outcome {
    try Command.run(
      arguments + ["--", FakePort.interpreter, "-I", FakePort.script, mode, target],
      environment: ["ADAMW_VECTORS": Self.vectors])
  }

  // MARK: A rule is broken

  @Test func aMistakeIsNamedOnTheFirstLine() throws {
    let files = ["json", "junit", "html", "markdown"].map { "--\($0) '\(path($0))'" }.joined(separator: " ")
    // The reference, which is told of another weight decay.
    let outcome = try Command.shell(
      """
      "$ADAMW" test --filter 'probes/decay*' \(files) -- /bin/sh -c \
        'sed -u "s/.weight_decay.:[0-9.e-]*/\\"weight_decay\\":0/" | "$0" port' "$ADAMW"
      """, environment: ["ADAMW_VECTORS": Self.vectors])
    #expect(outcome.status == 1)
    #expect(
      outcome.output.hasPrefix(
        """
        breaks one rule: there is no weight decay (R-DECAY-1: the decay)
          explains 18 of 18 differing cases; equals, bit for bit in all 18 cases, AdamW
            with it

        """))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(outcome.output.contains("\nprobes off by more than its rounding (18 of 18)  "))
    #expect(outcome.output.contains("\n  R-DECAY-1  decay alone, a tiny rate  "))
    let json = try folder.read("json")
    #expect(json.contains(#""level" : "broken""#) && json.contains(#""id" : "decay-ignored""#))
    #expect(
      try folder.read("junit").contains("<failure message=\"breaks one rule: there is no weight decay "))
    #expect(try folder.read("markdown").contains(": breaks one rule: there is no weight decay "))
    #expect(try folder.read("html").contains(##"(<a href="#rule-R-DECAY-1">R-DECAY-1</a>: the decay)</h1>"##))
  }

  // MARK: Levels

  @Test func aPortThatRoundsDifferentlyPassesWhereRulesAreAskedFor() throws {
    let bits = try run(["test"] + Self.decays, "rounded")
    #expect(bits.status == 1)
    #expect(
      bits.output.hasPrefix("follows every rule, and rounds differently: 18 of 18 cases differ, by at most\n")
    )
    let rules = try run(["test", "--level", "rules", "--json", path("r.json")] + Self.decays, "rounded")
    #expect(rules.status == 0)
    #expect(rules.output.hasPrefix("follows every rule, and rounds differently: "))
    #expect(try folder.read("r.json").contains(#""verdict" : "follows""#))
  }

  @Test func aPortThatBreaksRulesPassesUnderNoLevel() throws {
    for level in ["bits", "rules"] {
      let outcome = try run(["diagnose", "--level", level], "wrong-bits", in: "probes/decay-alone")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasPrefix("differs, and none of the known mistakes explains it: 1 of 1 differing"))
    }
  }

  @Test func anExactPortConforms() throws {
    let outcome = try run(["diagnose", "--json", path("r.json")], "right")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("conforms: "))
    #expect(try folder.read("r.json").contains(#""level" : "bits""#))
  }

  @Test func aRefusalIsSaidToBeWhatIsLeft() throws {
    let outcome = try run(["test"] + Self.decays, "traceback", in: "probes/decay-alone")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("differs, and none of the known mistakes explains it: 1 of 1 differing"))
    #expect(outcome.output.contains("\n  1 case answered with an error of the port's own\n"))
  }

  @Test func withoutProbesThatIsSaid() throws {
    let outcome = try run(["test", "--filter", "finalize/*"], "rounded")
    #expect(outcome.output.contains("\n  no probe was among the cases that ran: "))
  }

  @Test func diagnoseAsksAProgramOnly() throws {
    let outcome = try Command.run("diagnose")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("Name the program to test after --."))
  }
}
