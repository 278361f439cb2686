extension Budget {
  /// The budgets that come with the package.
  package static let named = [bits, fused]

  /// For arithmetic that fuses multiplications with additions, adds squares in another order, or keeps subnormals.
  ///
  /// `make fused` derives the allowances from `scripts/compare/fused.json`: each is the power of two that is at least twice
  /// the largest distance that was measured at the magnitudes below, with Keras compiled by XLA and by JAX, a port in C
  /// whose compiler fuses, and the textbook's model that fuses. The guide to the vectors says which cases are left out.
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
