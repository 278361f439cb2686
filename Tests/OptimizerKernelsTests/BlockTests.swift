import Testing

@testable import OptimizerKernels

@Suite struct BlockTests {
  @Test func dtypesHaveKerasNamesAndTheSizeOfTheirNumbers() {
    #expect(DType.allCases.map(\.rawValue) == ["float32", "float64", "float16", "bfloat16"])
    #expect(DType.allCases.map(\.byteCount) == [4, 8, 2, 2])
  }

  @Test func scalarsKnowTheirDType() {
    #expect([Float.dtype, Double.dtype, Float16.dtype, BFloat16.dtype] == DType.allCases)
    #expect(MemoryLayout<BFloat16>.size == 2 && MemoryLayout<Half>.size == 2)
  }

  @Test func zerosFillTheBlockAndNothingElse() {
    for count in 0...9 {
      let elements = Elements([Float](repeating: 1, count: count), offset: 1)
      elements.block.fillWithZero()
      #expect(elements.patterns == [UInt32](repeating: 0, count: count))
      #expect(elements.marginsAreIntact)
    }
  }

  @Test func aCopyKeepsEveryBit() {
    let patterns: [UInt32] = [0x7FC0_1234, 0xFF80_0001, 1, 0x8000_0000, 0x3F80_0000]
    let source = Elements(patterns.map { Float(bitPattern: $0) })
    let copy = Elements([Float](repeating: 0, count: 5), offset: 3)
    FlushToZero.scope { copy.block.copy(source.block) }
    #expect(copy.values.map(\.bitPattern) == patterns)
    #expect(copy.marginsAreIntact)
  }

  @Test func aStoredNumberIsRoundedToTheDType() {
    func stored<N: Bits>(_ value: Double, as type: N.Type) -> [N.Pattern] {
      let elements = Elements([N](repeating: N(rounding: 1), count: 3))
      elements.block.store(value, at: 1)
      return elements.patterns
    }
    #expect(stored(0.1, as: Float.self) == [0x3F80_0000, 0x3DCC_CCCD, 0x3F80_0000])
    #expect(stored(0.1, as: Double.self)[1] == 0x3FB9_9999_9999_999A)
    #expect(stored(0.1, as: Half.self) == [0x3C00, 0x2E66, 0x3C00])
    #expect(stored(0.1, as: BFloat16.self) == [0x3F80, 0x3DCD, 0x3F80])
  }

  @Test func aDTypeRoundsNumbers() {
    #expect(DType.float32.round(0.1) == Double(Float(bitPattern: 0x3DCC_CCCD)))
    #expect(DType.float64.round(0.1) == 0.1)
    #expect(DType.float16.round(65_519) == 65_504)
    #expect(DType.float16.round(65_520) == .infinity)
    #expect(DType.bfloat16.round(257) == 256)
  }

  @Test func copiesBetweenUnlikeBlocksTrap() async {
    await #expect(processExitsWith: .failure) {
      Elements([Float](repeating: 0, count: 2)).block.copy(Elements([Float](repeating: 0, count: 3)).block)
    }
    await #expect(processExitsWith: .failure) {
      Elements([Half](repeating: Half(0), count: 2)).block
        .copy(Elements([BFloat16](repeating: BFloat16(0), count: 2)).block)
    }
  }
}
