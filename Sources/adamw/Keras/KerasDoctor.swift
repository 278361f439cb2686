import ArgumentParser
import CPython
import Conformance
import FoundationEssentials
import KerasOracle

struct KerasDoctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says where Keras was looked for, what was found, and what to install.",
    discussion: """
      Exit status: \(ExitStatus.conforms.rawValue) if Keras answers, \(ExitStatus.notJudged.rawValue) if not.
      """
  )

  @OptionGroup var keras: KerasOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await System.supervised { supervisor in
      try await examine(try keras.settings.installation(under: supervisor))
    }
  }

  private func examine(_ installation: KerasInstallation) async throws {
    let diagnosis = installation.diagnosis
    if !json { try System.writeOutput("\(diagnosis)\n") }
    let start = ContinuousClock.now
    let answer = diagnosis.isReady ? await describe(installation) : nil
    if json {
      try writeJSON(diagnosis, answer)
    } else if let answer {
      try System.writeOutput(Self.text(answer, after: .now - start) + "\n")
    }
    guard case .success = answer else { throw Ended(status: .notJudged) }
  }

  /// Starts Keras: what is installed may still not work.
  private func describe(_ installation: KerasInstallation) async -> Result<PortDescription, any Error> {
    do { return .success(try await installation.start().describe()) } catch { return .failure(error) }
  }

  private static func text(_ answer: Result<PortDescription, any Error>, after time: Duration) -> String {
    switch answer {
    case .success(let port):
      "Keras \(port.version) answers (\(port.language)), after \(time.tenths) s."
    case .failure(let error): "But \(error)"
    }
  }

  private func writeJSON(_ diagnosis: Diagnosis, _ answer: Result<PortDescription, any Error>?) throws {
    struct Document: Encodable {
      struct Keras: Encodable { let name, version, language: String }
      let diagnosis: Diagnosis
      let keras: Keras?
      let problem: String?
    }
    let port = try? answer?.get()
    var problem: String?
    if case .failure(let error) = answer { problem = "\(error)" }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      diagnosis: diagnosis,
      keras: port.map { .init(name: $0.name, version: $0.version, language: $0.language) },
      problem: problem
    )
    try System.writeOutput(String(decoding: try encoder.encode(document), as: UTF8.self) + "\n")
  }
}
