import ArgumentParser
import Conformance
import PortProcesses
import Processes

/// This program once more, as a port that is Keras. What it does wrong is no port's fault.
struct KerasCopy: Port, Sendable {
  private let port: ProcessPort

  init(options: KerasOptions, limits: ProcessPort.Limits, supervisor: Supervisor) {
    let command = [CommandLine.arguments[0], "keras", "port"] + options.words
    port = ProcessPort(command: command, limits: limits, supervisor: supervisor)
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
