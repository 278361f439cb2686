import ArgumentParser
import Conformance
import Exploration
import PortProcesses

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the requests of a run, for a port that reads them from a file.",
    discussion: """
      The requests are those of the vectors, and the replies, one a line, are judged by 'adamw check'; or, with \
      --random, those of random cases of every feature and dtype, the same for the same seed on every machine.
      """
  )

  enum Encoding: String, ExpressibleByArgument, CaseIterable { case hex, decimal }
  enum Format: String, EnumerableFlag { case jsonl }

  @Flag(help: "One JSON object on each line.")
  var format: Format

  @OptionGroup var cases: VectorOptions

  @Option(help: ArgumentHelp("So many random cases instead of vectors, with traces.", valueName: "number"))
  var random: Int?

  @Option(help: "The number that the random choices start from; 1 if it is not given.")
  var seed: UInt64?

  @Option(help: "How tensors are written: hex or decimal.")
  var encoding = Encoding.hex

  func validate() throws {
    if let random {
      guard random >= 1 else { throw ValidationError("At least 1 case is needed.") }
      guard cases.vectors == nil, cases.filter == nil else {
        throw ValidationError("--random makes cases up; --vectors and --filter choose those of files.")
      }
    } else if seed != nil {
      throw ValidationError("--seed is for the cases of --random; those of the vectors are what they are.")
    }
  }

  func run() async throws {
    let encoding: TensorEncoding = encoding == .hex ? .hexadecimal : .decimal
    if let random {
      let requests = RandomRequests(count: random, seed: seed ?? 1)
      try requests.write(as: encoding) { try System.writeOutput($0 + "\n") }
      return
    }
    let vectors = try await cases.load()
    let filter = cases.filter.map(Filter.init)
    let chosen = vectors.numberedCases.filter { filter?.matches($0.testCase) ?? true }
    if let filter, chosen.isEmpty { throw SuiteError.nothingMatches(filter.pattern) }
    for line in try Requests(for: chosen, as: encoding).lines {
      try System.writeOutput(line + "\n")
    }
  }
}
