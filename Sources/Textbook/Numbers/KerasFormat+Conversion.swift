import Conformance

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension KerasFormat {
  public func constant(_ value: Double) -> Double {
    if deviations.contains(.wide) { return value }
    switch dtype {
    case .float64: return deviations.contains(.constantsThroughFloat32) ? Double(Float(value)) : value
    case .float32: return Double(Float(value))
    case .float16, .bfloat16:
      if deviations.contains(.wideSixteenBits) { return Double(Float(value)) }
      return roundsConstantsOnce ? inOneRounding(value) : narrowed(Double(Float(value)))
    }
  }

  /// Rules R-CONST-2 and R-GRAPH-CONST.
  private var roundsConstantsOnce: Bool {
    deviations.contains(dtype == .float16 ? .roundsFloat16ConstantsOnce : .roundsBFloat16ConstantsOnce)
  }

  /// Rule R-CAST-1.
  public func cast(_ a: Double, from other: KerasFormat) -> Double {
    if deviations.contains(.wide) { return a }
    switch (other.dtype, dtype) {
    case (.float64, .float32): return rounded(other.operand(a))
    case (.float64, .float16), (.float64, .bfloat16):
      if deviations.contains(.castsDoublesOnce) { return inOneRounding(a) }
      return narrowed(KerasFormat(.float32, deviations).cast(a, from: other))
    case (.float32, .float64), (.bfloat16, .float64):
      return KerasFormat(.float32, deviations).operand(a)
    case (.float32, .float16), (.float32, .bfloat16), (.float16, .bfloat16), (.bfloat16, .float16):
      return narrowed(a)
    default: return a
    }
  }

  private init(_ dtype: DType, _ deviations: Deviations) {
    self.dtype = dtype
    self.deviations = deviations
  }

  /// The number nearest to a double, in one rounding.
  private func inOneRounding(_ value: Double) -> Double {
    dtype.value(ofBits: dtype.bits(nearestTo: value))
  }

  public func power(_ base: Double, _ exponent: Double) -> Double {
    let (given, base, exponent) = (base, operand(base), operand(exponent))
    if dtype == .float64 || deviations.contains(.wide) || deviations.contains(.powersInDouble) {
      return rounded(pow(base, exponent))
    }
    // What is flushed counts as 2^-150.
    if base == 0, given > 0 { return rounded(Double(powf(0x1p-75, Float(2 * exponent)))) }
    return rounded(Double(powf(Float(base), Float(exponent))))
  }

  public func cosine(_ a: Double) -> Double {
    rounded(
      deviations.isDisjoint(with: [.wide, .cosinesInDouble]) ? Double(cosf(Float(operand(a)))) : cos(a))
  }

  public func logarithm(_ a: Double) -> Double {
    rounded(
      deviations.isDisjoint(with: [.wide, .logarithmsInDouble]) ? Double(logf(Float(operand(a)))) : log(a))
  }
}
