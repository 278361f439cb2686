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
  var oracle = Contestant.keras

  @Option(help: ArgumentHelp("What is judged.", valueName: "reference|keras|command"))
  var port = Contestant.reference

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

  @OptionGroup var keras: KerasOptions

  func validate() throws {
    guard cases ?? 1 >= 1 else { throw ValidationError("At least 1 case is needed.") }
    switch (oracle, port) {
    case (.keras, .keras), (.reference, .reference):
      throw ValidationError("--oracle and --port are the same, and could never differ.")
    default: break
    }
    guard (minutes ?? 1).isTime, timeout.isTime else { throw ValidationError(Double.timeRule) }
    if let save, save == json { throw ValidationError("--save and --json cannot be the same file.") }
    for path in [save, json].compactMap(\.self) where !FileManager.default.canWriteFile(at: path) {
      throw ValidationError("'\(path)' cannot be written.")
    }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let interrupt = Interrupt()
    System.onInterrupt({ interrupt.set() }, beforeEnd: { ProcessPort.killAll() })
    defer { ProcessPort.killAll() }
    let duel = try await Duel(
      oracle: makeOracle(), port: port.makePort(keras, timeout: timeout))
    let limits = Fuzzer.Limits(
      cases: cases ?? (minutes == nil ? 1000 : nil), time: minutes.map { .seconds($0 * 60) })
    let fuzzer = try Fuzzer(
      duel, seed: seed ?? UInt64.random(in: 0..<1_000_000_000), limits: limits, interrupt: interrupt)

    let progress = ProgressLine(total: limits.cases ?? 0, since: start)
    let result = try await fuzzer.run { step in
      switch step {
      case .searching(let cases) where limits.cases != nil: progress.show(done: cases)
      case .searching(let cases): progress.show("\(cases) cases")
      case .shrinking(let tries): progress.show("a difference; \(tries) smaller cases tried")
      }
    }
    progress.clear()
    try report(result)
    if !result.outcome.isSuccess { throw Unconforming(outcome: result.outcome) }
  }

  private func makeOracle() throws -> any Port & Sendable {
    do {
      return try oracle.makePort(keras, timeout: timeout)
    } catch {
      throw UnstartedOracle(reason: error)
    }
  }

  /// Saves the case first: what the text says is then true.
  private func report(_ result: FuzzResult) throws {
    var path: String?
    if let file = try result.vectorFile(), let finding = result.finding {
      path = save ?? Self.freePath(finding.original.id.replacing("/", with: "-"))
      try Self.write(file, to: path)
    }
    if let json { try Self.write(try result.json(savedAt: path) + "\n", to: json) }
    let style = TextStyle(
      isTerminal: System.outputIsTerminal, environment: ProcessInfo.processInfo.environment)
    System.writeOutput(result.text(style: style, savedAt: path))
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

  private static func write(_ text: String, to path: String?) throws {
    guard let path else { return }
    do {
      try text.writeWhole(to: path)
    } catch {
      throw ValidationError("'\(path)' cannot be written.")
    }
  }
}

/// An embedded Keras that does not start, in whose place there is another oracle.
struct UnstartedOracle: Error {
  let reason: any Error
}

/// One side of a search.
enum Contestant: ExpressibleByArgument {
  case keras
  case reference
  case command(String)

  init?(argument: String) {
    switch argument {
    case "": return nil
    case "keras": self = .keras
    case "reference": self = .reference
    default: self = .command(argument)
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .keras: "keras"
    case .reference: "reference"
    case .command(let line): line
    }
  }

  func makePort(_ keras: KerasOptions, timeout: Double) throws -> any Port & Sendable {
    switch self {
    case .keras: try keras.installation().start()
    case .reference: SwiftPort()
    case .command(let line):
      ProcessPort(
        command: ["/bin/sh", "-c", line],
        limits: ProcessPort.Limits(start: .seconds(60), testCase: .seconds(timeout)))
    }
  }
}
