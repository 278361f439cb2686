import Conformance
import PortProcesses
import Processes

/// This program once more, as a port that is Keras: that it does not start is no port's fault.
struct KerasCopy: Port, Sendable {
  private let port: ProcessPort

  init(of settings: KerasSettings, in profile: Profile, under supervisor: Supervisor, log: PortLog?) {
    port = ProcessPort(
      command: [ThisProgram.path, "keras", "port", "--profile", profile.rawValue] + settings.words,
      limits: ProcessPort.Limits(start: .seconds(120), testCase: .seconds(60)),
      supervisor: supervisor,
      log: log
    )
  }

  func describe() async throws -> PortDescription {
    do {
      return try await port.describe()
    } catch {
      throw CommandFault(.oracle, "Keras does not start. \(error)")
    }
  }

  func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    try await port.run(testCase, trace: trace)
  }

  func finish() async throws { try await port.finish() }
}
