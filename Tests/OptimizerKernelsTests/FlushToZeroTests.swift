import Testing

@testable import OptimizerKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The C library's constants, which Swift imports ambiguously or not at all.
#if arch(x86_64)
  private let (toNearest, downward, upward, towardZero): (CInt, CInt, CInt, CInt) = (0, 0x400, 0x800, 0xC00)
  private let (overflow, allExceptions): (CInt, CInt) = (8, 0x3D)
#else
  private let (toNearest, upward, downward, towardZero): (CInt, CInt, CInt, CInt) =
    (0, 0x40_0000, 0x80_0000, 0xC0_0000)
  private let (overflow, allExceptions): (CInt, CInt) = (4, 0x1F)
#endif

/// The caller's floating-point environment: replaced within a scope and untouched after it.
///
/// What the environment is shows in the kernels' own arithmetic, which no compiler evaluates beforehand.
@Suite struct FlushToZeroTests {
  private struct Refusal: Error {}

  /// The bits of `value` times 1, which are those of a zero if subnormals are flushed. Not the number: where
  /// subnormals count as zero, it would equal zero whatever it is.
  private func once(_ value: Float) -> UInt32 {
    let elements = Elements([value])
    elements.block.multiply(by: 1, into: elements.block)
    return elements.patterns[0]
  }

  /// A third, which tells the rounding modes apart.
  private func third() -> UInt32 {
    let elements = Elements([1 as Float])
    elements.block.divide(by: 3, into: elements.block)
    return elements.patterns[0]
  }

  private let kept: UInt32 = 0x0001_16C2
  private var subnormal: Float { Float(bitPattern: kept) }

  @Test func subnormalsAreFlushedOnlyWithin() {
    #expect(once(subnormal) == kept)
    FlushToZero.scope {
      #expect(once(subnormal) == 0)
      #expect(once(-subnormal) == 0x8000_0000)
    }
    #expect(once(subnormal) == kept)
  }

  @Test func theBodysResultIsReturned() {
    #expect(FlushToZero.scope { 7 } == 7)
    #expect(FlushToZero.suspended { 7 } == 7)
  }

  @Test func scopesNest() {
    FlushToZero.scope {
      FlushToZero.scope { #expect(once(subnormal) == 0) }
      #expect(once(subnormal) == 0)
      FlushToZero.suspended {
        #expect(once(subnormal) == kept)
        FlushToZero.scope { #expect(once(subnormal) == 0) }
        #expect(once(subnormal) == kept)
      }
      #expect(once(subnormal) == 0)
    }
    #expect(once(subnormal) == kept)
  }

  @Test func anErrorRestoresTheEnvironmentToo() {
    #expect(throws: Refusal.self) { try FlushToZero.scope { () throws(Refusal) in throw Refusal() } }
    #expect(once(subnormal) == kept)
    FlushToZero.scope {
      #expect(throws: Refusal.self) { try FlushToZero.suspended { () throws(Refusal) in throw Refusal() } }
      #expect(once(subnormal) == 0)
    }
  }

  @Test(arguments: [upward, downward, towardZero])
  func theCallersRoundingModeIsReplacedAndRestored(mode: CInt) {
    fesetround(mode)
    defer { fesetround(toNearest) }
    let callers = third()
    let within = FlushToZero.scope { third() }
    let suspended = FlushToZero.scope { FlushToZero.suspended { third() } }
    try? FlushToZero.scope { () throws(Refusal) in throw Refusal() }
    let (modeAfter, after) = (fegetround(), third())
    fesetround(toNearest)

    #expect(callers == (mode == upward ? 0x3EAA_AAAB : 0x3EAA_AAAA))
    #expect(within == 0x3EAA_AAAB)
    #expect(suspended == 0x3EAA_AAAB)
    #expect(modeAfter == mode)
    #expect(after == callers)
  }

  @Test func theCallersExceptionFlagsAreKept() {
    feclearexcept(allExceptions)
    defer { feclearexcept(allExceptions) }
    feraiseexcept(overflow)
    _ = FlushToZero.scope { third() }
    #expect(fetestexcept(allExceptions) == overflow)
  }
}
