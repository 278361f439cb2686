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
/// The power of a constant (rule R-POWER-1). A subnormal base does not count as zero: with subnormals switched off,
/// glibc takes it for 2^-150 with its sign, whatever it is, which shows in exponents below 0.84.
func power(ofConstant base: Double, _ exponent: Float) -> Float {
  let size = abs(base)
  guard size > 0x1p-150, size < 0x1p-126 - 0x1p-150 else { return powf(Float(base), exponent) }
  let result = powf(0x1p-75, 2 * exponent)
  if base > 0 { return result }
  let rest = abs(exponent.truncatingRemainder(dividingBy: 2))
  return rest == 0 ? result : rest == 1 ? -result : .nan
}

func cosine(_ x: Float) -> Float { cosf(x) }
func logarithm(_ x: Float) -> Float { logf(x) }
