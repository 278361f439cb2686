import KerasOptimizers
import OptimizerKernels
import Testing

@Suite struct LossScaleTests {
  @Test func scaledLossesAreKeras() throws {
    let checks = try StoredNumerics.load().losses
    #expect(checks.count == 16)
    for check in checks {
      let optimizer = try AdamW(lossScaleFactor: check.factor)
      switch check.dtype {
      case .float32:
        compare(check, UInt32.self) {
          optimizer.scaleLoss(Float(bitPattern: $0))
        } bits: {
          ($0.bitPattern, $0.isNaN)
        }
      case .float64:
        compare(check, UInt64.self) {
          optimizer.scaleLoss(Double(bitPattern: $0))
        } bits: {
          ($0.bitPattern, $0.isNaN)
        }
      case .float16:
        compare(check, UInt16.self) {
          optimizer.scaleLoss(Float16(bitPattern: $0))
        } bits: {
          ($0.bitPattern, $0.isNaN)
        }
      case .bfloat16:
        compare(check, UInt16.self) {
          optimizer.scaleLoss(BFloat16(bitPattern: $0))
        } bits: {
          ($0.bitPattern, Float($0).isNaN)
        }
      }
    }
  }

  private func compare<Pattern: FixedWidthInteger, S: Scalar>(
    _ check: StoredNumerics.LossCheck, _ pattern: Pattern.Type, _ scale: (Pattern) -> S,
    bits: (S) -> (Pattern, isNaN: Bool)
  ) {
    let (losses, scaled) = (decode(check.losses, as: pattern), decode(check.scaled, as: pattern))
    #expect(losses.count == 8 && scaled.count == 8)
    for (loss, expected) in zip(losses, scaled) {
      let result = bits(scale(loss))
      // Keras' NaN is stored as the quiet one without a sign.
      #expect(
        (result.isNaN ? nan(check.dtype) : result.0) == expected, "\(check.dtype) times \(check.factor)")
    }
  }

  private func nan<Pattern: FixedWidthInteger>(_ dtype: DType) -> Pattern {
    switch dtype {
    case .float32: Pattern(truncatingIfNeeded: 0x7FC0_0000)
    case .float64: Pattern(truncatingIfNeeded: 0x7FF8_0000_0000_0000)
    case .float16: Pattern(truncatingIfNeeded: 0x7E00)
    case .bfloat16: Pattern(truncatingIfNeeded: 0x7FC0)
    }
  }

  @Test func withoutAFactorTheLossIsItself() throws {
    let optimizer = try AdamW()
    #expect(optimizer.scaleLoss(1e-40 as Double) == 1e-40)
    #expect(optimizer.scaleLoss(Float(bitPattern: 1)).bitPattern == 1)
  }

  @Test(arguments: DType.allCases)
  func scaledGradientsTrainAsUnscaledOnes(dtype: DType) throws {
    // A power of two scales without rounding.
    let (scaled, plain) = (Variable.sample(dtype: dtype), Variable.sample(dtype: dtype))
    let optimizers = (try AdamW(lossScaleFactor: 8), try AdamW())
    for step in 1...4 {
      let gradient = Variable.sample(step, dtype: dtype)
      let larger = Variable.sample(step, dtype: dtype)
      larger.block.multiply(by: 8, into: larger.block)
      try optimizers.0.apply([larger.asGradient], to: [scaled])
      try optimizers.1.apply([gradient.asGradient], to: [plain])
    }
    #expect(optimizers.0.snapshot([scaled]).slots == optimizers.1.snapshot([plain]).slots)
    #expect(scaled.bits == plain.bits)
  }
}

extension Variable {
  fileprivate var asGradient: Gradient {
    Gradient(copying: UnsafeRawBufferPointer(bytes), dtype: dtype)
  }
}
