import OptimizerKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The C library's constants, which Swift imports ambiguously.
#if arch(x86_64)
  private let (toNearest, downward): (CInt, CInt) = (0, 0x400)
#else
  private let (toNearest, downward): (CInt, CInt) = (0, 0x80_0000)
#endif

/// Runs `body` with the processor rounding down.
func roundingDownward<Result>(_ body: () throws -> Result) rethrows -> Result {
  fesetround(downward)
  defer { fesetround(toNearest) }
  return try body()
}

/// A third in float32, by arithmetic that no compiler does beforehand: it shows the rounding mode.
func third() -> UInt32 {
  var value: Float = 1
  withUnsafeMutableBytes(of: &value) { memory in
    guard let address = memory.baseAddress else { return }
    let block = Block(address: address, count: 1, dtype: .float32)
    block.divide(by: 3, into: block)
  }
  return value.bitPattern
}
