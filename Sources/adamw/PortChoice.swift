import ArgumentParser
import Conformance
import PortProcesses

/// Which port a command runs.
enum PortChoice: Sendable {
  /// The optimizer of this package.
  case reference
  /// Real Keras, embedded.
  case keras
  /// A program.
  case command([String])
  /// What a program has answered before.
  case recorded(RecordedPort)

  /// Who is to blame where the port is broken, rather than wrong.
  var blame: Blame {
    switch self {
    case .keras: .oracle
    case .reference, .command, .recorded: .port
    }
  }

  /// Whether both are the same implementation for sure.
  func isSame(as other: PortChoice) -> Bool {
    switch (self, other) {
    case (.keras, .keras), (.reference, .reference): true
    default: false
    }
  }
}

extension PortChoice: ExpressibleByArgument {
  /// A port by its name, or a line of shell that starts one.
  init?(argument: String) {
    switch argument {
    case "": return nil
    case "keras": self = .keras
    case "reference": self = .reference
    default: self = .command(["/bin/sh", "-c", argument])
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .reference: "reference"
    case .keras: "keras"
    case .command(let command): command.joined(separator: " ")
    case .recorded: ""
    }
  }
}
