extension Budget {
  /// The budgets that come with the package.
  package static let named = [bits, fused]

  /// For float32 arithmetic that fuses multiplications with additions, adds squares in another order, or keeps
  /// subnormals.
  ///
  /// Measured with a port in C that follows the specification, compiled with `-O3 -mfma -ffp-contract=fast` by GCC
  /// 12 and by Clang 21, and with squares added from the first to the last, without flushing: on 1,729 cases in
  /// float32, at the magnitudes below, variables came to be 21 representable values from Keras', averages 31,
  /// momentum 3, velocities 5 and intermediate quantities 8. The allowances are the powers of two that are at
  /// least twice as large. Under them these mistakes still fail, each in hundreds of cases: epsilon inside the
  /// root, a decay that is not times the learning rate or comes after the update, no amsgrad, accumulators that
  /// are not emptied, bias correction and averages that count wrongly. `1 - beta` in float32 fails in a few cases.
  public static let fused = Budget(
    name: "fused",
    about: "Fuses multiplications with additions, adds squares in another order, or keeps subnormals.",
    allowances: [
      .float32: [
        .variable: Allowance(ulps: 64, atLeast: 0.1),
        .slot(.average): Allowance(ulps: 64, atLeast: 0.1),
        .slot(.momentum): Allowance(ulps: 8, atLeast: 0.1),
        .slot(.velocity): Allowance(ulps: 16, atLeast: 1e-30),
        .slot(.velocityHat): Allowance(ulps: 16, atLeast: 1e-30),
        .trace: Allowance(ulps: 16, atLeast: 1e-3),
      ]
    ]
  )

  /// Whether elements under some magnitude are measured more coarsely than in their own representable values.
  package var hasFloor: Bool { allowances.values.contains { $0.values.contains { $0.atLeast > 0 } } }
}
