import ArgumentParser
import Conformance

struct KerasVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Runs the vectors on real Keras, bit for bit.",
    discussion: """
      Keras on TensorFlow must answer what it answered when the vectors were written. The other backends differ \
      in places, and the report says in which. A second copy of Keras needs another gigabyte of memory.
      """
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var keras: KerasOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: "How many copies of Keras to run.")
  var jobs = 1

  @OptionGroup var logs: LogOptions

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("At least 1 job is needed.") }
    guard jobs > 1 || logs.log == nil else {
      throw ValidationError("--log needs --jobs 2 or more: a single Keras is no program of its own.")
    }
    try keras.validate(in: cases.profile)
    try logs.validate(besides: reports.paths)
  }

  func run() async throws {
    try await logs.keeping { log in
      try await System.supervised { supervisor in
        let pipeline = try await Pipeline(cases)
        let maker = PortMaker(supervisor: supervisor, keras: keras.settings, profile: cases.profile, log: log)
        try await pipeline.judge(maker.port(.keras, copies: jobs), reports: reports)
      }
    }
  }
}
