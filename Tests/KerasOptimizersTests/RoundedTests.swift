@testable import KerasOptimizers
import OptimizerKernels
import Testing

/// Arithmetic in double, rounded, is the dtype's own arithmetic: on random operands of every size, on close ones
/// and on special ones, with subnormals flushed as in a step.
@Suite struct RoundedTests {
  /// One operand of a dtype.
  private func operand(_ random: UInt64, _ dtype: DType) -> Double {
    switch dtype {
    case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: random)))
    case .float64: Double(bitPattern: random)
    case .float16: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: random)))
    case .bfloat16: Double(Float(BFloat16(bitPattern: UInt16(truncatingIfNeeded: random))))
    }
  }

  /// Pairs of random bits, of neighbours, and of numbers of like exponent, near overflow and underflow too.
  private func pairs(_ dtype: DType) -> [(Double, Double)] {
    var generator = SplitMix(state: 7)
    return (0..<20_000).map { index in
      let (first, second) = (generator.next(), generator.next())
      let x = operand(first, dtype)
      switch index % 4 {
      case 0: return (x, operand(second, dtype))
      case 1: return (x, operand(first &+ second % 8, dtype))
      case 2: return (x, -operand(first ^ second % 256, dtype))
      default: return (x, operand(second % 64, dtype))
      }
    }
  }

  /// The hardware's own operation in the dtype, or the kernels' for a half type.
  private func native(_ operation: Operation, _ x: Double, _ y: Double, _ dtype: DType) -> Double {
    func compute<F: BinaryFloatingPoint>(_ x: F, _ y: F) -> F {
      switch operation {
      case .plus: x + y
      case .minus: x - y
      case .times: x * y
      case .over: x / y
      case .root: x.squareRoot()
      }
    }
    return switch dtype {
    case .float32: Double(compute(Float(x), Float(y)))
    case .float64: compute(x, y)
    case .float16, .bfloat16: dtype.round(Double(compute(Float(x), Float(y))))
    }
  }

  private enum Operation: CaseIterable { case plus, minus, times, over, root }

  private func rounded(_ operation: Operation, _ x: Double, _ y: Double, _ dtype: DType) -> Double {
    let (x, y) = (Rounded(x, dtype), Rounded(y, dtype))
    let result =
      switch operation {
      case .plus: x + y
      case .minus: x - y
      case .times: x * y
      case .over: x / y
      case .root: x.squareRoot()
      }
    #expect(result.dtype == dtype)
    return result.value
  }

  @Test(arguments: DType.allCases)
  func operationsAreTheDTypesOwn(dtype: DType) {
    for operation in Operation.allCases {
      let wrong = FlushToZero.scope {
        pairs(dtype).filter { x, y in
          let (ours, own) = (rounded(operation, x, y, dtype), native(operation, x, y, dtype))
          return ours.bitPattern != own.bitPattern && !(ours.isNaN && own.isNaN)
        }
      }
      #expect(
        wrong.isEmpty, "\(operation) in \(dtype): \(wrong.count) wrong, the first of \(wrong.prefix(3))")
    }
  }

  @Test(arguments: DType.allCases)
  func theSmallerAndTheLargerKeepNotANumber(dtype: DType) {
    let (one, two, none) = (Rounded(1, dtype), Rounded(2, dtype), Rounded(.nan, dtype))
    #expect(Rounded.minimum(one, two).value == 1 && Rounded.minimum(two, one).value == 1)
    #expect(Rounded.maximum(one, two).value == 2 && Rounded.maximum(two, one).value == 2)
    for (x, y) in [(one, none), (none, one), (none, none)] {
      #expect(Rounded.minimum(x, y).value.isNaN)
      #expect(Rounded.maximum(x, y).value.isNaN)
    }
  }

  @Test func aNumberThatKerasCastsGoesThroughFloat() {
    #expect(Rounded(throughFloat: 0.9, .float64).value == Double(0.9 as Float))
    #expect(Rounded(0.9, .float64).value == 0.9)
    #expect(Rounded(throughFloat: 0.9, .float32).value == Rounded(0.9, .float32).value)
    #expect(Rounded(throughFloat: 0.999, .bfloat16).value == 1)
  }
}

/// A small random number generator.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
