#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Rounded {
  /// `base` to the power of `exponent` as TensorFlow computes it: the C library's `pow` for float64,
  /// otherwise its `powf`, rounded to the dtype (rules R-POWER-1 to R-POWER-3).
  ///
  /// C libraries differ in the last bit of some powers; the vectors are those of glibc.
  static func power(_ base: Rounded, _ exponent: Rounded) -> Rounded {
    switch base.dtype {
    case .float64: Rounded(pow(base.value, exponent.value), .float64)
    case .float32, .float16, .bfloat16:
      Rounded(Double(powf(Float(base.value), Float(exponent.value))), base.dtype)
    }
  }
}

// The C library's functions that TensorFlow's schedules reach, by their mathematical names.

func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }
func cosine(_ x: Float) -> Float { cosf(x) }
func logarithm(_ x: Float) -> Float { logf(x) }
