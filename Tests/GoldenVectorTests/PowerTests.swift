import Conformance
import ReferencePort
import Testing

/// The powers that files list for ports on other C libraries.
@Suite("Powers")
struct PowerTests {
  @Test("Each power is the reference's own")
  func referencePowers() async throws {
    var compared = 0
    for file in try await GoldenVectors.loaded.value.files {
      for (dtype, powers) in file.powers {
        for (text, expected) in powers {
          let beta = try #require(Double(text), "\(file.name): \(text)")
          #expect(
            try powersOfTheReference(beta, dtype, count: expected.count) == expected,
            "\(file.name): \(text) in \(dtype)")
          compared += expected.count
        }
      }
    }
    #expect(compared > 2000)
  }

  @Test("Each beta of a file's cases has its powers, and each as many")
  func everyBetaHasPowers() async throws {
    for file in try await GoldenVectors.loaded.value.files where !file.powers.isEmpty {
      var wanted: [DType: Set<Double>] = [:]
      for testCase in file.cases where testCase.updatesMayHappen {
        for beta in [testCase.arguments.beta1, testCase.arguments.beta2] {
          for variable in testCase.variables {
            wanted[variable.dtype, default: []].insert(try #require(beta).value)
          }
        }
      }
      let listed = file.powers.mapValues { Set($0.keys.compactMap(Double.init)) }
      #expect(listed == wanted, "\(file.name)")
      let counts = Set(file.powers.values.flatMap { $0.values.map(\.count) })
      #expect(counts.count == 1, "\(file.name): as many powers of each")
    }
  }

  /// The powers for the first steps, from the reference's trace of a case made for that.
  private func powersOfTheReference(_ beta: Double, _ dtype: DType, count: Int) throws -> Tensor {
    let one = Tensor(dtype, bits: [dtype.bits(nearestTo: 1)])
    let testCase = Case(
      id: "powers",
      arguments: Arguments([.beta1: .number(beta)]),
      variables: [Variable(name: "x", shape: [], data: one)],
      script: Array(repeating: .apply([.dense(one)]), count: count))
    guard case .observation(let observation) = try SwiftPort().run(testCase, trace: true) else {
      throw NoPowers()
    }
    let bits = (observation.trace ?? []).compactMap { $0.scalars[.beta1Power]?[dtype]?.bits.first }
    return Tensor(dtype, bits: bits)
  }

  private struct NoPowers: Error {}
}

extension Case {
  /// Whether the case expects values, and so perhaps updates.
  fileprivate var updatesMayHappen: Bool {
    if case .values = expectation { true } else { false }
  }
}
