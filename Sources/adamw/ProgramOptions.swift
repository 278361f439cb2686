import ArgumentParser
import PortProcesses
import Processes

/// The program that is judged, and how it is run.
struct ProgramOptions: ParsableArguments {
  @Option(help: "The seconds that the program has for a case.")
  var timeout = 10.0

  @Option(help: "The seconds that the program has to introduce itself.")
  var startTimeout = 60.0

  @Option(help: "How many copies of the program to run.")
  var jobs = 1

  @OptionGroup var logs: LogOptions

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments, after --.", valueName: "program"))
  var command: [String] = []

  func validate() throws {
    guard !command.isEmpty else { throw ValidationError("Name the program to test after --.") }
    guard timeout.isTime, startTimeout.isTime else { throw ValidationError(Double.timeRule) }
    guard jobs >= 1 else { throw ValidationError("At least 1 job is needed.") }
  }

  func maker(under supervisor: Supervisor, log: PortLog?) -> PortMaker {
    let limits = ProcessPort.Limits(start: .seconds(startTimeout), testCase: .seconds(timeout))
    return PortMaker(supervisor: supervisor, limits: limits, log: log)
  }

  /// The port, whose first copy runs already.
  func port(by maker: PortMaker, beginning first: ProcessPort) throws -> ChosenPort {
    try maker.port(.command(command), copies: jobs).beginning(with: first)
  }
}
