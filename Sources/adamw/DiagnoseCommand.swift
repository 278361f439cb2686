import ArgumentParser
import Conformance
import PortProcesses
import Processes

struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Says what is wrong with a program, from the probes alone.",
    usage: "adamw diagnose [<options>] -- <program> [<argument> ...]",
    discussion: """
      The program speaks the protocol of Vectors/PROTOCOL.md. The probes are a few hundred cases that each show one \
      rule; 'adamw test' asks all cases, and says the same at its top.
      """
  )

  @Option(help: "The vectors, a folder or one file, if not ADAMW_VECTORS or the Vectors beside the package.")
  var vectors: String?

  @Option(help: "Where Keras runs the steps: eager or graph.")
  var profile = Profile.eager

  @OptionGroup var reports: ReportOptions
  @OptionGroup var level: LevelOptions
  @OptionGroup var program: ProgramOptions

  func validate() throws { try program.logs.validate(besides: reports.paths) }

  func run() async throws {
    try await program.logs.keeping { log in
      try await System.supervised { supervisor in
        let maker = program.maker(under: supervisor, log: log)
        var cases = VectorOptions()
        (cases.vectors, cases.profile, cases.filter) = (vectors, profile, "probes/*")
        let pipeline = try await Pipeline(cases, level: level)
        let first = maker.program(program.command)
        var smoke = Smoke(of: first)
        try await smoke.run()
        let port = try program.port(by: maker, beginning: first)
        try await pipeline.judge(port, reports: reports, remarks: smoke.remarks)
      }
    }
  }
}
