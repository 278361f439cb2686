import ArgumentParser
import Conformance
import Diagnosis
import Dialects
import FoundationEssentials
import PortProcesses
import Processes
import VectorFiles

struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Says what is wrong with a program, from the probes alone.",
    usage: "adamw diagnose [<options>] -- <program> [<argument> ...]"
  )

  @Option(help: "The vectors, a folder or one file, if not ADAMW_VECTORS or the Vectors beside the package.")
  var vectors: String?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments, after --.", valueName: "program"))
  var command: [String] = []

  func validate() throws {
    guard !command.isEmpty else { throw ValidationError("Name the program to look at after --.") }
  }

  func run() async throws {
    try await System.supervised { supervisor in
      let store = try VectorStore.find(
        path: vectors, environment: ProcessInfo.processInfo.environment, beside: ThisProgram.places)
      let suite = try Suite(vectors: try await store.load(), filter: Filter("probes/*"))
      let maker = PortMaker(supervisor: supervisor)
      let port = try maker.port(.command(command))
      let result = try await suite.run(workers: 1, budget: .bits, makePort: { port.copy() })
      let start = ContinuousClock().now
      let d = Diagnosis(of: result.results)
      print(d.level, d.findings.map { "\($0.mistake.id) \($0.explained)/\($0.of) \($0.isExact) \($0.mistake.description.rules[0])" }, "partial", d.partial.map(\.mistake.id), "unexplained", d.unexplained.count, d.unexplained.prefix(5), d.largestShare, "cases", d.cases, d.differing, d.dialect?.id ?? "-", d.refusals.refused.prefix(4), d.errors, "undecided", d.undecided.map(\.id).prefix(6), d.nearest.map { ($0.mistake.id, $0.times) } as Any, ContinuousClock().now - start)
    }
  }
}
