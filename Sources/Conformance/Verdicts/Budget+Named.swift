extension Budget {
  /// The budgets that come with the package.
  package static let named = [bits, fused]

  /// For arithmetic that fuses multiplications with additions, adds squares in another order, or keeps subnormals.
  ///
  /// Measured on all vectors: in float32 with a port in C that follows the specification, compiled by GCC with `-O3
  /// -mfma -ffp-contract=fast`, and in all types with the textbook's model that fuses the moments, the decay, the average
  /// and the squares of norms, with sums in order, and without flushing. The allowances are the powers of two that are at
  /// least twice as large as the largest distance at the magnitudes below, of float16 but for one case with a rate of
  /// 7.3. Accumulators are those of a port that computes in double precision and rounds once. Left out are the norms of
  /// gradients in a coarser type than their variable's, which a rounding moves by far more.
  public static let fused = Budget(
    name: "fused",
    about: "Fuses multiplications with additions, adds squares in another order, or keeps subnormals.",
    allowances: [
      .float32: allowances(
        variable: 256, average: 64, momentum: 64, velocity: 16, accumulator: 16, trace: 128),
      .float64: allowances(variable: 128, average: 16, momentum: 8, velocity: 16, accumulator: 2, trace: 256),
      .float16: allowances(variable: 64, average: 32, momentum: 16, velocity: 16, accumulator: 2, trace: 128),
      .bfloat16: allowances(variable: 32, average: 16, momentum: 8, velocity: 16, accumulator: 2, trace: 64),
    ]
  )

  private static func allowances(
    variable: UInt64, average: UInt64, momentum: UInt64, velocity: UInt64, accumulator: UInt64, trace: UInt64
  ) -> [ComparedQuantity: Allowance] {
    [
      .variable: Allowance(ulps: variable, atLeast: 0.1),
      .slot(.average): Allowance(ulps: average, atLeast: 0.1),
      .slot(.momentum): Allowance(ulps: momentum, atLeast: 0.1),
      .slot(.velocity): Allowance(ulps: velocity, atLeast: 1e-30),
      .slot(.velocityHat): Allowance(ulps: velocity, atLeast: 1e-30),
      .slot(.gradientAccumulator): Allowance(ulps: accumulator, atLeast: 0.1),
      .trace: Allowance(ulps: trace, atLeast: 1e-3),
    ]
  }

  /// Whether elements under some magnitude are measured more coarsely than in their own representable values.
  package var hasFloor: Bool { allowances.values.contains { $0.values.contains { $0.atLeast > 0 } } }
}
