import ArgumentParser
import Conformance
import FoundationEssentials

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the vectors on the reference, bit for bit."
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var reports: ReportOptions

  func run() async throws {
    try await System.supervised { supervisor in
      let port = try PortMaker(supervisor: supervisor)
        .port(.reference, copies: ProcessInfo.processInfo.activeProcessorCount)
      try await Pipeline(cases).judge(port, reports: reports)
    }
  }
}
