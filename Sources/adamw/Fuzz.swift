import ArgumentParser
import Conformance
import Exploration
import FoundationEssentials
import KerasOracle
import PortProcesses
import ReferencePort
import Reporting

struct Fuzz: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks for a random case in which a program differs from Keras, and makes it small.",
    discussion: """
      Both --oracle and --port take 'keras' (the embedded one), 'reference' (the optimizer of this package), or a \
      shell command that speaks the protocol of Vectors/PROTOCOL.md. What one of them does not declare is not \
      drawn. The search ends at the first case that differs, which is saved as a file that 'adamw test' and \
      'adamw verify' take as --vectors. Control-C ends it with what was found so far.
      """
  )

  @Option(help: ArgumentHelp("What is right.", valueName: "keras|reference|command"))
  var oracle = PortChoice.keras

  @Option(help: ArgumentHelp("What is judged.", valueName: "reference|keras|command"))
  var port = PortChoice.reference

  @Option(help: "The number of cases; 1000 if --minutes is not given either.")
  var cases: Int?

  @Option(help: "The time to search.")
  var minutes: Double?

  @Option(help: "The number that the choices start from; another one each time if it is not given.")
  var seed: UInt64?

  @Option(help: "The seconds that a program has for a case.")
  var timeout = 10.0

  @Option(
    help: ArgumentHelp(
      "Where a case that differs goes, if not fuzz-SEED-NUMBER.json or, if that is there, beside it.",
      valueName: "path"))
  var save: String?

  @Option(help: ArgumentHelp("Also write the result as JSON.", valueName: "path"))
  var json: String?

  @Option(help: "Where 'keras' and 'reference' run the steps: eager or graph.")
  var profile = Profile.eager

  @OptionGroup var logs: LogOptions
  @OptionGroup var keras: KerasOptions

  func validate() throws {
    guard cases ?? 1 >= 1 else { throw ValidationError("At least 1 case is needed.") }
    if oracle.isSame(as: port) {
      throw ValidationError("--oracle and --port are the same, and could never differ.")
    }
    guard (minutes ?? 1).isTime, timeout.isTime else { throw ValidationError(Double.timeRule) }
    if let save, save == json { throw ValidationError("--save and --json cannot be the same file.") }
    try keras.validate(in: profile)
    try logs.validate(besides: [save, json].compactMap(\.self))
    for path in [save, json].compactMap(\.self) where !FileManager.default.canWriteFile(at: path) {
      throw ValidationError("'\(path)' cannot be written.")
    }
  }

  func run() async throws {
    try await logs.keeping { log in try await run(log: log) }
  }

  private func run(log: PortLog?) async throws {
    let start = ContinuousClock.now
    let interrupt = Interrupt()
    try await System.supervised(onInterrupt: { interrupt.set() }) { supervisor in
      let maker = PortMaker(
        supervisor: supervisor, limits: ProcessPort.Limits(testCase: .seconds(timeout)),
        keras: keras.settings, profile: profile, log: log)
      let oracle = try startOracle(with: maker)
      let port = try maker.port(port)
      let duel = try await Duel(oracle: oracle.make(), port: port.make())
      let limits = Fuzzer.Limits(
        cases: cases ?? (minutes == nil ? 1000 : nil), time: minutes.map { .seconds($0 * 60) })
      let fuzzer = try Fuzzer(
        duel, seed: seed ?? UInt64.random(in: 0..<1_000_000_000), in: profile, limits: limits,
        interrupt: interrupt)
      let result = try await search(with: fuzzer, limits: limits, since: start)
      try report(result, blaming: port.blame)
      try ExitStatus(of: result.outcome, blaming: port.blame).endUnlessConforming()
    }
  }

  private func startOracle(with maker: PortMaker) throws -> ChosenPort {
    do {
      return try maker.port(oracle)
    } catch let error as KerasPortError {
      throw CommandFault(.oracle, "\(error)\nOr use --oracle reference.")
    }
  }

  private func search(
    with fuzzer: Fuzzer,
    limits: Fuzzer.Limits,
    since start: ContinuousClock.Instant
  ) async throws -> FuzzResult {
    let progress = ProgressLine(total: limits.cases, since: start)
    defer { progress.clear() }
    return try await fuzzer.run { step in
      switch step {
      case .searching(let cases): progress.show(begun: cases)
      case .shrinking(let tries): progress.show("a difference; \(tries) smaller cases tried")
      }
    }
  }

  /// Saves the case first: what the text says is then true. What cannot be saved is still printed.
  private func report(_ result: FuzzResult, blaming blame: Blame) throws {
    var path: String?
    var problem: CommandFault?
    func write(_ text: String, to path: String) -> Bool {
      do {
        try text.writeWhole(to: path)
        return true
      } catch {
        problem = CommandFault(.machine, "'\(path)' cannot be written.")
        return false
      }
    }
    if let file = try result.vectorFile(), let finding = result.finding {
      let name = save ?? Self.freePath(finding.original.id.replacing("/", with: "-"))
      if write(file, to: name) { path = name }
    }
    if let json { _ = write(try result.json(savedAt: path) + "\n", to: json) }
    let style = TextStyle(
      isTerminal: System.outputIsTerminal, environment: ProcessInfo.processInfo.environment)
    try System.writeOutput(result.text(style: style, savedAt: path, blaming: blame))
    if let problem { throw problem }
  }

  /// A name that no file has yet: what was found before is not lost.
  private static func freePath(_ name: String) -> String {
    var path = "\(name).json"
    var number = 1
    while FileManager.default.fileExists(atPath: path) {
      number += 1
      path = "\(name)-\(number).json"
    }
    return path
  }
}
