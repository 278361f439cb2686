import ArgumentParser
import Conformance
import FoundationEssentials
import PortProcesses
import Processes
import ReferencePort
import VectorFiles

struct TestPort: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the vectors on a program.",
    usage: "adamw test [<options>] -- <program> [<argument> ...]",
    discussion: "The program speaks the protocol of Vectors/PROTOCOL.md. It is started without a shell."
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var reports: ReportOptions

  @OptionGroup var level: LevelOptions
  @OptionGroup var program: ProgramOptions

  @Option(
    help: "Only one part of the cases, as in 2/4; if not TEST_SHARD_INDEX and TEST_TOTAL_SHARDS.",
    transform: { text in
      guard let shard = Shard(text) else { throw ValidationError("'\(text)' is no part such as 2/4.") }
      return shard
    }
  )
  var shard: Shard?

  @Option(help: "How far from the expected bits a value may be: bits, fused, or a file.")
  var budget = Budget.bits.name

  @Flag(help: "Start every step from the expected values and state; for programs with 'initial_state'.")
  var teacherForced = false

  @Option(
    help: ArgumentHelp(
      "Run nothing; print a shell command that sends the program one case.", valueName: "case"))
  var replay: String?

  @OptionGroup var expectations: ExpectationOptions

  func validate() throws {
    try program.logs.validate(besides: reports.paths)
    try expectations.validate(isPart: try part != nil || cases.filter != nil)
  }

  func run() async throws {
    try await program.logs.keeping { log in try await run(log: log) }
  }

  private func run(log: PortLog?) async throws {
    try await System.supervised { supervisor in
      let maker = program.maker(under: supervisor, log: log)
      if let replay { return try await printReplay(of: replay, to: maker.program(program.command)) }
      let pipeline = try await Pipeline(
        cases, shard: part, budget: budget, level: level, expectations: expectations)
      acknowledgeShard()

      let first = maker.program(program.command)
      let remarks = try await examine(first)
      var port = try program.port(by: maker, beginning: first)
      port.isTeacherForced = teacherForced
      try await pipeline.judge(port, reports: reports, remarks: remarks)
    }
  }

  /// Refuses a port that could not be judged; gives what there is to say of another.
  private func examine(_ port: ProcessPort) async throws -> [Remark] {
    var smoke = Smoke(of: port)
    try await smoke.run()
    if teacherForced, let features = try await port.describe().features, !features.contains(.initialState) {
      throw ValidationError("--teacher-forced needs a program that declares 'initial_state'.")
    }
    return smoke.remarks
  }

  private var part: Shard? {
    get throws {
      if let shard { return shard }
      do throws(ShardError) {
        return try Shard.find(in: ProcessInfo.processInfo.environment)
      } catch {
        throw ValidationError(error.description)
      }
    }
  }

  /// Tells Bazel that the test knows about shards.
  private func acknowledgeShard() {
    guard shard == nil, let path = ProcessInfo.processInfo.environment["TEST_SHARD_STATUS_FILE"] else {
      return
    }
    try? Data().write(to: URL(filePath: path))
  }

  private func printReplay(of id: String, to port: ProcessPort) async throws {
    let vectors = try await cases.load()
    guard let testCase = vectors.files.flatMap(\.cases).first(where: { $0.id == id }) else {
      throw ValidationError("No case has the id '\(id)'.")
    }
    let description = try? await port.describe()
    try? await port.finish()
    try System.writeOutput(try Replay(of: testCase, to: program.command, as: description?.encoding).text)
  }
}
