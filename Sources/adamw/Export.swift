import ArgumentParser
import Conformance
import PortProcesses

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the requests of a run, for a port that reads them from a file.",
    discussion: "The replies, one a line, are judged by 'adamw check'."
  )

  enum Encoding: String, ExpressibleByArgument, CaseIterable { case hex, decimal }
  enum Format: String, EnumerableFlag { case jsonl }

  @Flag(help: "One JSON object on each line.")
  var format: Format

  @OptionGroup var cases: VectorOptions

  @Option(help: "How tensors are written: hex or decimal.")
  var encoding = Encoding.hex

  func run() async throws {
    let vectors = try await cases.load()
    let filter = cases.filter.map(Filter.init)
    let chosen = vectors.numberedCases.filter { filter?.matches($0.testCase) ?? true }
    if let filter, chosen.isEmpty { throw SuiteError.nothingMatches(filter.pattern) }
    for line in try Requests(for: chosen, as: encoding == .hex ? .hexadecimal : .decimal).lines {
      try System.writeOutput(line + "\n")
    }
  }
}
