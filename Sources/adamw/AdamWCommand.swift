import ArgumentParser
import ReferencePort

@main
struct AdamWCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adamw",
    abstract: "Says whether an implementation of AdamW does what Keras does.",
    discussion: """
      Exit status: 0 the port conforms, 1 the port is wrong, 2 wrong usage, 3 the port is broken, 4 the \
      vectors are damaged or missing.
      """,
    version: SwiftPort.version,
    subcommands: [
      Verify.self, TestPort.self, Fuzz.self, Merge.self, Export.self, Check.self, ServePort.self,
      KerasCommand.self,
    ]
  )

  static func main() async {
    System.endQuietlyOnClosedPipe()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let status = ExitStatus(of: error)
      let message = ExitStatus.message(of: error)
      if status == .conforms {
        System.writeOutput(message + "\n")
      } else if !message.isEmpty {
        System.writeErrors(message + "\n")
      }
      System.end(status)
    }
  }
}
