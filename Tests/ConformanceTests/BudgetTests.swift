import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
import ExactJSON
@testable import VectorFiles

@Suite struct BudgetTests {
  private func bits(_ value: Float, plus ulps: UInt64 = 0) -> UInt64 { UInt64(value.bitPattern) + ulps }

  private func fusedAllows(_ actual: UInt64, for expected: UInt64, in quantity: ComparedQuantity) -> Bool {
    DType.float32.allows(
      actual, for: expected, within: Budget.fused.allowance(for: quantity, of: .float32))
  }

  @Test func budgetsAreFoundByName() throws {
    #expect(try Budget.find("bits") == .bits)
    #expect(try Budget.find("fused") == .fused)
    #expect(
      throws: BudgetError(
        description: "'loose' is no budget: neither bits nor fused nor a file that can be read.")
    ) {
      try Budget.find("loose")
    }
  }

  @Test func fusedIsWhatTheGuideSays() throws {
    let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Vectors/README.md")
    let text = try String(contentsOf: guide, encoding: .utf8)
    let start = try #require(text.firstRange(of: #"{"format": "adamw-budget/1""#)).lowerBound
    let end = try #require(text[start...].firstRange(of: "```")).lowerBound
    #expect(try JSONReader.read(String(text[start..<end]), Budget.init(from:)) == .fused)
  }

  @Test func fusedEndsWhereItSays() {
    #expect(fusedAllows(bits(1, plus: 256), for: bits(1), in: .variable))
    #expect(!fusedAllows(bits(1, plus: 257), for: bits(1), in: .variable))
    // Under 0.1 the spacing is that at 0.1, which is 2^-27.
    #expect(fusedAllows(bits(0x1p-19), for: bits(0), in: .variable))
    #expect(!fusedAllows(bits(Float(0x1p-19).nextUp), for: bits(0), in: .variable))
    #expect(!fusedAllows(bits(1, plus: 65), for: bits(1), in: .slot(.momentum)))
    #expect(fusedAllows(bits(1, plus: 128), for: bits(1), in: .traced(.update)))
    #expect(!fusedAllows(bits(1, plus: 129), for: bits(1), in: .scalar(.alpha, .float32)))
  }

  @Test func fusedKeepsSubnormalsButNoRates() {
    #expect(fusedAllows(bits(0x1p-133), for: bits(0), in: .slot(.velocity)))
    #expect(!fusedAllows(bits(1e-30), for: bits(0), in: .slot(.velocity)))
    #expect(!fusedAllows(bits(0.1, plus: 1), for: bits(0.1), in: .learningRate))
    #expect(!fusedAllows(0x7fc0_0000, for: bits(1), in: .variable))
    #expect(DType.allCases.allSatisfy { Budget.fused.allowance(for: .lossScale, of: $0) == nil })
  }

  @Test(arguments: [
    (#"{"ulps":-1}"#, "variable", "mine", "'"), (#"{"ulps":1.5}"#, "variable", "mine", "'"),
    (#"{"ulps":1,"at_least":-1}"#, "variable", "mine", "a magnitude is 0 or more, not -1.0"),
    (#"{"ulps":1}"#, "variabel", "mine", "'variabel' is no quantity that is compared"),
    (#"{"ulps":1}"#, "state.momentun", "mine", "'state.momentun' is no quantity that is compared"),
    (#"{"ulps":1}"#, "variable", "bits", "'bits' is the name of another budget"),
    (#"{"ulps":1}"#, "variable", "fused", "'fused' is the name of another budget"),
  ])
  func whatIsNoBudgetIsRefused(allowance: String, quantity: String, name: String, reason: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let json = """
      {"format":"adamw-budget/1","name":"\(name)","about":"","allowances":{"float32":{"\(quantity)":\(allowance)}}}
      """
    try Data(json.utf8).write(to: URL(filePath: path))
    let error = #expect(throws: BudgetError.self) { try Budget.find(path) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["*", "state", "trace", "state.momentum", "trace.alpha", "trace.update"])
  func everyQuantityMayHaveAnAllowance(quantity: String) throws {
    let json = """
      {"format":"adamw-budget/1","name":"mine","about":"","allowances":{"float32":{"\(quantity)":{"ulps":1}}}}
      """
    #expect(try JSONReader.read(json, Budget.init(from:)).allowances[.float32]?.count == 1)
  }
}
