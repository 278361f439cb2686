import ArgumentParser

struct KerasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keras",
    abstract: "Works with real Keras, which this program embeds where it is installed.",
    subcommands: [KerasDoctor.self, KerasVerify.self, KerasServe.self]
  )
}
