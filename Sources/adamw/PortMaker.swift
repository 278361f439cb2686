import Conformance
import KerasOracle
import PortProcesses
import Processes
import ReferencePort

/// What makes ports of what was chosen.
struct PortMaker {
  /// Who starts their programs.
  let supervisor: Supervisor
  /// How long their programs may take.
  var limits = ProcessPort.Limits()
  /// Which Keras is meant by that name.
  var keras = KerasSettings()
  /// Where Keras, or the reference in its place, runs the steps.
  var profile = Profile.eager
  /// Where all goes that their programs write to standard error.
  var log: PortLog?

  func program(_ command: [String]) -> ProcessPort {
    ProcessPort(command: command, limits: limits, supervisor: supervisor, log: log)
  }

  /// The port that was chosen, ready to be run in so many copies.
  func port(_ choice: PortChoice, copies: Int = 1) throws -> ChosenPort {
    switch choice {
    case .reference: ChosenPort(choice, copies: copies) { [profile] in SwiftPort(in: profile) }
    case .recorded(let port): ChosenPort(choice, copies: copies) { port }
    case .command(let command): ChosenPort(choice, copies: copies) { [self] in program(command) }
    case .keras where copies == 1: try embedded()
    case .keras: try separate(copies: copies)
    }
  }

  /// Keras in this process, which has no room for another.
  private func embedded() throws -> ChosenPort {
    let port = try keras.installation(under: supervisor).start(in: profile)
    return ChosenPort(.keras, keras: port) { JudgedKeras(port) }
  }

  /// Keras in processes of their own.
  private func separate(copies: Int) throws -> ChosenPort {
    // Looked for here, before each of them says that it is missing.
    _ = try keras.installation(under: supervisor).found()
    return ChosenPort(.keras, copies: copies) { [self] in
      JudgedKeras(KerasCopy(of: keras, in: profile, under: supervisor, log: log))
    }
  }
}
