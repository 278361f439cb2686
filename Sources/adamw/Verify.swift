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
      let pipeline = try await Pipeline(cases)
      let port = try PortMaker(supervisor: supervisor, profile: cases.profile)
        .port(.reference, copies: ProcessInfo.processInfo.activeProcessorCount)
      try await pipeline.judge(port, reports: reports)
    }
  }
}
