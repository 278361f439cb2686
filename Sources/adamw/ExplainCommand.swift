import ArgumentParser
import Conformance
import Diagnosis
import Dialects
import Explanations
import PortProcesses

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows the numbers of one update, rule by rule.",
    usage: "adamw explain <case> [<options>] [-- <program> [<argument> ...]]",
    discussion: """
      Keras' numbers in the order of computation; beside them the program's, up to the first that differs. A program \
      that gives no trace is asked the probes first, and what its mistakes make of the case stands beside Keras' \
      numbers. What is left open is where the program differs most in the first step in which it differs.
      """
  )

  @Argument(help: "The id of a case, such as core-float32/plain.")
  var id: String

  @Option(help: "The vectors, a folder or one file, if not ADAMW_VECTORS or the Vectors beside the package.")
  var vectors: String?

  @Option(help: "Where Keras runs the steps: eager or graph.")
  var profile = Profile.eager

  @Option(help: "Which call of apply, from 1 on.")
  var step: Int?

  @Option(help: "Which variable, by its name or its index.")
  var variable: String?

  @Option(help: "Which element of the variable, from 0 on.")
  var element: Int?

  @Option(help: "How to print the numbers: text or json.")
  var format = ReportOptions.Format.text

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments, after --.", valueName: "program"))
  var command: [String] = []

  func run() async throws {
    try await System.supervised { supervisor in
      var options = VectorOptions()
      options.vectors = vectors
      options.profile = profile
      let set = try await options.load()
      let testCase = try set.case(withID: id).completed(in: profile)
      let account =
        command.isEmpty
        ? nil
        : try await PortAccount(
          of: testCase, from: PortMaker(supervisor: supervisor).program(command), in: set, profile)
      let place = try Explanation.Place(
        in: testCase, profile: profile, step: step, variable: variable, element: element,
        answer: account?.answer,
        divergence: account?.divergence)
      guard let keras = Explanation.Account(Dialect(in: profile), testCase, at: place.event) else {
        throw ExplanationError.refused(id: id)
      }
      let explanation = Explanation(
        testCase, at: place, keras: keras, other: try await account?.numbers(at: place.event))
      let shown = ShownExplanation(explanation, mistakes: account?.mistakes ?? [])
      try System.writeOutput(format == .json ? shown.json() : shown.text)
      try await account?.finish()
      if explanation.difference != nil { throw Ended(status: .wrongPort) }
    }
  }
}

extension VectorSet {
  /// - Throws: What names the ids that are alike, if there is no such case.
  fileprivate func `case`(withID id: String) throws -> Case {
    let all = files.flatMap(\.cases)
    if let found = all.first(where: { $0.id == id }) { return found }
    let alike = id.nearest(among: all.map(\.id))
    let hint = alike.isEmpty ? "" : " Did you mean \(alike.map { "'\($0)'" }.joined(separator: ", "))?"
    throw ValidationError("No case has the id '\(id.excerpt)'.\(hint)")
  }
}
