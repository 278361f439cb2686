import ArgumentParser
import Conformance
import Dialects
import FoundationEssentials
import MutationTesting

struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Runs the vectors on every known mistake, and says which none of them notices.",
    discussion: """
      Each mistake is made in a model of the specification, which is given the cases until one of them notices: \
      its values, state or refusal are not Keras'. Before that the model without a mistake must pass all.
      """
  )

  @OptionGroup var cases: VectorOptions

  @Option(help: ArgumentHelp("Only this mistake; may be given several times.", valueName: "id"))
  var only: [String] = []

  @Flag(help: "Also by how many cases each mistake is noticed: minutes.")
  var counts = false

  @Flag(
    help:
      "Print the ids of a small set of cases that notices all mistakes, as the manifest has them: minutes.")
  var essential = false

  @Option(help: "How to print the result: text or json.")
  var format = ReportOptions.Format.text

  private var mistakes: [Mistake] {
    get throws {
      if only.isEmpty { return Mistake.all(in: cases.profile) }
      return try only.map { try Mistake.named($0, in: cases.profile) }
    }
  }

  func validate() throws {
    _ = try mistakes
    if essential, !only.isEmpty {
      throw ValidationError("--essential is about all mistakes, without --only.")
    }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let vectors = try await cases.load()
    let suite = try Suite(vectors: vectors, filter: cases.filter.map(Filter.init))
    let progress = ProgressLine(total: suite.count, since: start)
    defer { progress.clear() }
    let mutants = Mutants(suite.cases, in: cases.profile, essential: vectors.manifest.essential) {
      progress.show(begun: $0)
    }
    if let wrong = mutants.wrong.first {
      throw CommandFault(
        .machine,
        "The model itself differs from Keras in \(mutants.wrong.count.counted("case")), such as \(wrong.id).")
    }
    let mistakes = try mistakes
    let result: MutantsResult
    if counts || essential {
      let kills = mutants.allKills(of: mistakes) { progress.show(begun: $0) }
      progress.clear()
      if essential {
        return try System.writeOutput(Self.text(of: mutants.essential(kills).map(\.id), format))
      }
      result = MutantsResult(
        mistakes.map { mistake in
          let kills = kills[mistake] ?? []
          return .init(mistake, by: kills.first.map { suite.cases[$0].id }, count: kills.count)
        }, cases: suite.count, seconds: (.now - start).seconds)
    } else {
      let kills = mutants.kills(of: mistakes) { done in progress.show("\(done) of \(mistakes.count) mistakes")
      }
      progress.clear()
      result = MutantsResult(
        kills.map { .init($0.mistake, by: $0.testCase?.id) }, cases: suite.count,
        seconds: (.now - start).seconds)
    }
    try System.writeOutput(format == .json ? result.json() : result.text)
    if !result.survivors.isEmpty { throw Ended(status: .wrongPort) }
  }

  private static func text(of ids: [String], _ format: ReportOptions.Format) throws -> String {
    switch format {
    case .text: return ids.map { $0 + "\n" }.joined()
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(ids), as: UTF8.self) + "\n"
    }
  }
}

extension Mistake {
  /// The mistake that has this id.
  ///
  /// - Throws: A `ValidationError` if there is none in the profile.
  static func named(_ id: String, in profile: Profile) throws -> Mistake {
    guard let mistake = Mistake(id: id) else {
      let alike = id.nearest(among: Mistake.allCases.map(\.id)).map { "'\($0)'" }
      let hint = alike.isEmpty ? "Appendix C lists them." : "Perhaps \(alike.joined(separator: " or "))?"
      throw ValidationError("No mistake has the id '\(id)'. \(hint)")
    }
    guard mistake.canBeMade(in: profile) else {
      throw ValidationError("'\(id)' is no mistake in the profile \(profile.rawValue).")
    }
    return mistake
  }
}
