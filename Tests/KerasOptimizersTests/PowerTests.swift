import OptimizerKernels
import Testing

@testable import KerasOptimizers

/// The betas' powers at steps 1 to 2,103 in each dtype, against Keras on TensorFlow.
@Suite struct PowerTests {
  @Test(arguments: DType.allCases)
  func powersAreTensorFlows(dtype: DType) throws {
    let checks = try StoredNumerics.load().powers.filter { $0.dtype == dtype }
    #expect(checks.count == 9)
    for check in checks {
      let powers = FlushToZero.scope {
        let base = Rounded(throughFloat: check.beta, dtype)
        return (1...check.steps).map { Rounded.power(base, Rounded(Double($0), dtype)).value }
      }
      var checksum = Checksum()
      for power in powers { checksum.add(power, dtype) }
      #expect(checksum.text == check.checksum, "\(check.beta) in \(dtype)")
    }
  }
}
