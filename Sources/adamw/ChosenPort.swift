import Conformance
import KerasOracle
import PortProcesses
import ReferencePort
import Synchronization

/// A port that was chosen and is ready to be run.
struct ChosenPort: Sendable {
  /// Of how many copies a run is to make use.
  var copies = 1
  var make: @Sendable () -> any Port & Sendable
  /// Whether a copy is to start every step from the expected values and state.
  var isTeacherForced = false
  /// Who is to blame where it is broken.
  let blame: Blame

  private let keras: KerasPort?

  /// A port that was chosen, and the Keras of this process, if it is that.
  init(
    _ choice: PortChoice,
    copies: Int = 1,
    keras: KerasPort? = nil,
    make: @escaping @Sendable () -> any Port & Sendable
  ) {
    self.copies = copies
    self.make = make
    self.keras = keras
    blame = choice.blame
  }

  /// A copy for the suite.
  func copy() -> any Port { isTeacherForced ? TeacherForcedPort(make()) : make() }

  /// The port whose first copy is this one, which runs already.
  func beginning(with first: ProcessPort) -> ChosenPort {
    let first = Mutex<ProcessPort?>(first)
    var port = self
    port.make = { [make] in first.withLock { $0.take() } ?? make() }
    return port
  }

  /// What there is to say after a run, besides what the port answered.
  func afterword() throws -> String? { try keras?.throughput().description }
}
