import Testing

@testable import Conformance
import ConformanceSamples

@Suite struct DTypeTests {
  @Test func everyHalfPatternReadsBackFromItsHexadecimals() throws {
    for dtype in [DType.float16, .bfloat16] {
      let tensor = Tensor(dtype, bits: Array(0...UInt16.max))
      #expect(try Tensor(dtype, hexadecimal: tensor.hexadecimal) == tensor)
    }
  }

  @Test func everyHalfPatternReadsBackFromItsValue() {
    for dtype in [DType.float16, .bfloat16] {
      let wrong = (0...UInt64(UInt16.max)).filter { bits in
        !dtype.matches(dtype.bits(nearestTo: dtype.value(ofBits: bits)), bits)
      }
      #expect(wrong.isEmpty)
    }
  }

  /// Between two neighbours the nearer one is taken, and halfway the even one, however little is missing.
  @Test(arguments: [DType.float16, .bfloat16]) func roundsToTheNearestWithTiesToEven(dtype: DType) {
    let wrong = (0..<dtype.infinity - 1).filter { lower in
      let (a, b) = (dtype.value(ofBits: lower), dtype.value(ofBits: lower + 1))
      let middle = (a + b) / 2
      return dtype.bits(nearestTo: middle) != lower + lower % 2
        || dtype.bits(nearestTo: middle.nextDown) != lower
        || dtype.bits(nearestTo: middle.nextUp) != lower + 1
        || dtype.bits(nearestTo: -middle.nextUp) != dtype.sign | (lower + 1)
    }
    #expect(wrong.isEmpty)
  }

  @Test func numbersThatAreTooLargeBecomeInfinite() {
    for dtype in [DType.float32, .float16, .bfloat16] {
      #expect(dtype.bits(nearestTo: 1e300) == dtype.infinity)
      #expect(dtype.bits(nearestTo: -.infinity) == dtype.sign | dtype.infinity)
      #expect(dtype.isNaN(dtype.bits(nearestTo: .nan)))
    }
  }

  @Test func nanMatchesAnyNaNAndZerosDiffer() {
    #expect(DType.float32.matches(0x7fc0_0000, 0xff80_0001))
    #expect(!DType.float32.matches(0x7fc0_0000, 0x7f80_0000))
    #expect(DType.float64.matches(0x7ff8_0000_0000_0000, 0x7ff0_0000_0000_0001))
    #expect(DType.float16.matches(0x7e00, 0xfe01))
    #expect(DType.bfloat16.matches(0x7fc0, 0xffff))
    for dtype in DType.allCases {
      #expect(!dtype.matches(0, dtype.sign))
      #expect(!dtype.isNaN(dtype.infinity))
    }
  }

  @Test func distancesCountRepresentableValues() {
    #expect(DType.float32.ulps(from: 0x3f80_0000, to: 0x3f80_0003) == 3)
    #expect(DType.float32.ulps(from: 0x3f80_0003, to: 0x3f80_0000) == 3)
    #expect(DType.float32.ulps(from: 0xbf80_0000, to: 0xbf7f_ffff) == 1)
    #expect(DType.float32.ulps(from: 0, to: 0x8000_0000) == 1)
    #expect(DType.float32.ulps(from: 1, to: 0x8000_0001) == 3)
    #expect(DType.float16.ulps(from: 0x7bff, to: 0x7c00) == 1)
    #expect(
      DType.float64.ulps(from: 0x7ff0_0000_0000_0000, to: 0xfff0_0000_0000_0000) == 0xffe0_0000_0000_0001
    )
    #expect(DType.float32.ulps(from: 0x7fc0_0000, to: 0x3f80_0000) == nil)
    #expect(DType.float32.ulps(from: 0x7fc0_0000, to: 0xffc0_0000) == 0)
  }

  @Test func decimalsAreShort() {
    #expect(DType.float32.decimal(ofBits: 0x3dcc_cccd) == "0.1")
    #expect(DType.float64.decimal(ofBits: 0x3fb9_9999_9999_999a) == "0.1")
    #expect(DType.float16.decimal(ofBits: 0x2e66) == "0.1")
    #expect(DType.bfloat16.decimal(ofBits: 0x3f80) == "1.0")
    #expect(DType.float32.decimal(ofBits: 0x8000_0000) == "-0.0")
    #expect(DType.float32.decimal(ofBits: 0x7fc0_0000) == "nan")
  }
}
