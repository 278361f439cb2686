#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// TensorFlow's treatment of subnormals: as operands they count as zero, as results they become zero
/// (rule R-FLUSH-1). The switch is the processor's own and belongs to the thread.
package enum FlushToZero {
  /// Runs `body` rounding to nearest and flushing subnormals, then restores the caller's environment.
  package static func scope<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try environment(flushing: true, body)
  }

  /// Runs `body`, which is the user's, with subnormals kept, from within ``scope(_:)``.
  package static func suspended<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try environment(flushing: false, body)
  }

  private static func environment<Result, Failure: Error>(
    flushing: Bool, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var callers = fenv_t()
    fegetenv(&callers)
    var own = callers
    own.setDefaults(flushing: flushing)
    fesetenv(&own)
    defer { fesetenv(&callers) }
    return try body()
  }
}

extension fenv_t {
  /// Round to nearest, no traps, and subnormals flushed or kept.
  fileprivate mutating func setDefaults(flushing: Bool) {
    #if arch(x86_64) || arch(i386)
      // 0x1F80 masks all exceptions; 0x8040 is flush-to-zero and denormals-are-zero.
      __mxcsr = flushing ? 0x1F80 | 0x8040 : 0x1F80
    #elseif arch(arm64)
      // FZ is bit 24, for operands and results alike.
      __fpcr = flushing ? 1 << 24 : 0
    #else
      #error("How this architecture flushes subnormals is not known.")
    #endif
  }
}
