import Testing

@testable import Conformance
import ConformanceSamples

/// How far a port is from what is expected, and how far that is of the way that was to go.
@Suite struct DriftTests {
  private let port = PortDescription(name: "p", version: "1", language: "Swift")

  private func tensor(_ values: [Float]) -> Tensor {
    Tensor(.float32, bits: values.map { UInt64($0.bitPattern) })
  }

  /// The drift after one event that was to lead from 1 and 2 to other values.
  private func drift(to expected: [Float], got actual: [Float]) throws -> Drift {
    try drift(from: tensor([1, 2]), to: tensor(expected), got: tensor(actual))
  }

  private func drift(from initial: Tensor, to expected: Tensor, got actual: Tensor) throws -> Drift {
    let testCase = Case(
      id: "drift",
      rules: ["R-UPDATE-1"],
      arguments: Arguments([:]),
      variables: [Variable(name: "v", shape: [initial.bits.count], data: initial)],
      script: [.apply([.dense(initial)])],
      expectation: .values(ExpectedValues(steps: [.init(event: 0, variables: [expected])]))
    )
    let observation = Observation(steps: [[actual]])
    return try #require(Judgement(of: .observation(observation), to: testCase, from: port).drift.first)
  }

  @Test func theShareIsOfTheFarthestWay() throws {
    #expect(try drift(to: [1, 4], got: [1.5, 4]) == Drift(event: 0, ulps: 1 << 22, share: 0.25))
    #expect(try drift(to: [1, 4], got: [1, 4.5]) == Drift(event: 0, ulps: 1 << 20, share: 0.25))
  }

  @Test func whereNothingWasToMoveThereIsNoShare() throws {
    #expect(try drift(to: [1, 2], got: [1, 2.5]) == Drift(event: 0, ulps: 1 << 21))
  }

  @Test func besideASubnormalWayThereIsNoShare() throws {
    func tensor(_ value: Double) -> Tensor { Tensor(.float64, bits: [value.bitPattern]) }
    #expect(try drift(from: tensor(0x1p-1074), to: tensor(0), got: tensor(1)).share == nil)
    #expect(try drift(from: tensor(0x1p-1074), to: tensor(0), got: tensor(0x1p-1074)).share == 1)
  }

  @Test func notANumberHasNeitherDistanceNorShare() throws {
    #expect(try drift(to: [1, 4], got: [.nan, 3]) == Drift(event: 0, ulps: nil))
    #expect(try drift(to: [.infinity, 4], got: [1, 4]).share == nil)
  }

  @Test func sameNaNsAreNoDistance() throws {
    #expect(try drift(to: [.nan, 4], got: [.nan, 3]) == Drift(event: 0, ulps: 1 << 22))
  }
}
