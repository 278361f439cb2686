import Conformance

/// Cases that are in no file.
enum Samples {
  /// One element, one step unless the script says otherwise.
  static func scalar(_ arguments: Arguments = Arguments(), script: [Event]? = nil) -> Case {
    Case(
      id: "sample/scalar",
      arguments: arguments,
      variables: [Variable(name: "x", shape: [], data: Tensor(.float32, bits: [0x3f80_0000]))],
      script: script ?? [.apply([.dense(Tensor(.float32, bits: [0x3e80_0000]))])]
    )
  }

  /// Two variables, four steps, and most of the rules.
  static func busy(_ dtype: DType) -> Case {
    let (one, half) = ones[dtype] ?? (0, 0)
    let kernel = Tensor(dtype, bits: [one, half, half, one])
    let bias = Tensor(dtype, bits: [half, one])
    return Case(
      id: "sample/busy-\(dtype)",
      arguments: Arguments([
        .learningRate: .schedule(
          .exponentialDecay(.init(initialLearningRate: 0.3, decaySteps: 2, decayRate: 0.5))),
        .weightDecay: .number(0.3),
        .beta2: .number(0.9),
        .epsilon: .number(0.01),
        .amsgrad: .flag(true),
        .globalClipnorm: .number(0.5),
        .useEMA: .flag(true),
        .emaOverwriteFrequency: .number(2),
        .lossScaleFactor: .number(3.7),
        .gradientAccumulationSteps: .number(2),
      ]),
      exclusion: Exclusion(variableNames: ["bias"]),
      variables: [
        Variable(name: "kernel", shape: [2, 2], data: kernel), Variable(name: "bias", shape: [2], data: bias),
      ],
      script: [
        .apply([.dense(kernel), .missing]),
        .apply([.dense(kernel), .dense(bias)]),
        .apply([.dense(kernel), .dense(bias)]),
        .apply([.missing, .dense(bias)]),
        .finalize,
      ]
    )
  }

  /// 1 and 0.5.
  private static let ones: [DType: (UInt64, UInt64)] = [
    .float32: (0x3f80_0000, 0x3f00_0000),
    .float64: (0x3ff0_0000_0000_0000, 0x3fe0_0000_0000_0000),
    .float16: (0x3c00, 0x3800),
    .bfloat16: (0x3f80, 0x3f00),
  ]
}
