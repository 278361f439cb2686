import ArgumentParser
import Conformance
import ReferencePort

@main
struct AdamWCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adamw",
    abstract: "Says whether an implementation of AdamW does what Keras does, eager or in a graph.",
    discussion: ExitStatus.table,
    version: SwiftPort.version,
    subcommands: [
      Verify.self, TestPort.self, DiagnoseCommand.self, ExplainCommand.self, Fuzz.self, MutantsCommand.self,
      RulesCommand.self,
      RehearseCommand.self, Merge.self, Export.self, Check.self, ServePort.self, KerasCommand.self,
    ]
  )

  static func main() async {
    Signals.endQuietlyOnClosedPipe()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  /// Says what there is to say about an error, which may be a call for help, and ends with its status.
  private static func end(with error: any Error) -> Never {
    let status = ExitStatus(of: error)
    switch error {
    case is Ended: break
    case let fault as any Fault: System.writeErrors("adamw: \(fault)\n")
    case let error where status == .conforms:
      do { try System.writeOutput(fullMessage(for: error) + "\n") } catch { end(with: error) }
    default: System.writeErrors(fullMessage(for: error) + "\n")
    }
    System.end(status)
  }
}
