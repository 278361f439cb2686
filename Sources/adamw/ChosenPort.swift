import Conformance
import KerasOracle
import PortProcesses
import Processes
import ReferencePort

/// A port that was chosen and is ready, of which a run may need several copies.
struct ChosenPort: Sendable {
  /// Makes a copy.
  var make: @Sendable () -> any Port & Sendable
  /// Whether a copy is to start every step from the expected values and state.
  var isTeacherForced = false
  /// Who is to blame where it is broken.
  let blame: Blame

  private let keras: KerasPort?

  /// A port that was chosen, and the Keras of this process, if it is that.
  init(
    _ choice: PortChoice,
    keras: KerasPort? = nil,
    make: @escaping @Sendable () -> any Port & Sendable
  ) {
    self.make = make
    self.keras = keras
    blame = choice.blame
  }

  /// A copy for the suite.
  func copy() -> any Port { isTeacherForced ? TeacherForcedPort(make()) : make() }

  /// What there is to say after a run, besides what the port answered.
  func afterword() throws -> String? { try keras?.throughput().description }
}

/// What makes ports of what was chosen.
struct PortMaker {
  /// Who starts their programs.
  let supervisor: Supervisor
  /// How long their programs may take.
  var limits = ProcessPort.Limits()
  /// Which Keras is meant by that name.
  var keras: KerasOptions?

  /// The port of a program.
  func program(_ command: [String]) -> ProcessPort {
    ProcessPort(command: command, limits: limits, supervisor: supervisor)
  }

  /// The port that was chosen, to be run in so many copies.
  func port(_ choice: PortChoice, copies: Int = 1) throws -> ChosenPort {
    switch choice {
    case .reference: ChosenPort(choice) { SwiftPort() }
    case .recorded(let port): ChosenPort(choice) { port }
    case .command(let command): ChosenPort(choice) { [self] in program(command) }
    case .keras: try kerasPort(copies: copies)
    }
  }

  /// A process has one Keras: where there is to be more than one, each has a process of its own.
  private func kerasPort(copies: Int) throws -> ChosenPort {
    let options = keras ?? KerasOptions()
    let installation = try options.installation(under: supervisor)
    if copies == 1 {
      let embedded = try installation.start()
      return ChosenPort(.keras, keras: embedded) { embedded }
    }
    _ = try installation.found()
    let limits = ProcessPort.Limits(start: .seconds(120), testCase: .seconds(60))
    return ChosenPort(.keras) { [supervisor] in
      KerasCopy(options: options, limits: limits, supervisor: supervisor)
    }
  }
}
