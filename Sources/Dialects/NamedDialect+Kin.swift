extension NamedDialect {
  /// Each variable counts its own steps, and arguments are checked.
  private static let counting: [Mistake] = [
    .stepsCountedByVariable, .betasOfOneRefused, .negativeRateRefused,
  ]

  private static let corrected: [Mistake] = [
    .epsilonBesideCorrectedVelocity, .biasCorrectionInDouble, .defaultEpsilonOfPyTorch,
  ]

  private static let decaying: [Mistake] = [.decayAsOneFactor, .defaultDecayOfPyTorch]

  /// Clipping, averages and schedules as PyTorch has them, in a loop as people write it.
  private static let torchLoop: [Mistake] = [
    .normPlusEpsilon, .globalNormPlusEpsilon, .globalFactorOfQuotient, .globalNanNotSpread,
    .averageOncePerUpdate, .overwritingOnUpdatesOnly, .scheduleOfUpdates, .accumulatedUpdatesMissing,
  ]

  private static let torch: [Mistake] =
    counting + corrected + torchLoop + [.velocityAsTwoProducts, .negativeDecayRefused]

  /// PyTorch, and optimizers written for it.
  static let inspiredByPyTorch: [NamedDialect] = [
    NamedDialect(
      "torch", "PyTorch's AdamW", "2.13.0", torch + decaying,
      note: "With clip_grad_norm_, AveragedModel and schedulers that are asked once per update."),
    NamedDialect(
      "torch-l2", "PyTorch's Adam with weight_decay", "2.13.0", torch + [.decayAsL2, .defaultDecayZero],
      note: "Its weight decay is an L2 penalty, which AdamW was invented to replace."),
    NamedDialect("timm", "timm's AdamWLegacy", "1.0.31", counting + corrected + decaying),
    NamedDialect(
      "timm-nadamw", "timm's NAdamW", "1.0.31",
      counting + corrected + decaying + [.nesterovMomentum, .negativeDecayRefused]),
    NamedDialect(
      "bitsandbytes", "bitsandbytes' AdamW", "0.50.2",
      counting + corrected + decaying + [.amsgradIgnored, .negativeDecayRefused],
      note: "On the CPU; its CUDA kernels decay after the update."),
    NamedDialect(
      "transformers", "transformers' AdamW", "4.46.3",
      counting + [
        .decayAfterUpdate, .decayOfNegativeSkipped, .biasCorrectionInDouble, .defaultEpsilonOfTransformers,
        .defaultDecayZero,
      ]),
    NamedDialect(
      "pytorch-pretrained-bert", "pytorch-pretrained-bert's BertAdam", "0.6.2",
      [
        .biasCorrectionMissing, .normPlusEpsilon, .decayInsideUpdate, .decayOfNegativeSkipped,
        .defaultEpsilonOfTransformers, .defaultDecayOfPyTorch, .betasOfOneRefused, .negativeRateRefused,
      ],
      note: "It clips each gradient to the norm 1 unless told otherwise."),
    NamedDialect(
      "fastai", "fastai's Adam", "2.8.12",
      [
        .epsilonBesideCorrectedVelocity, .missingAsZerosOnceUpdated, .stepsCountedByVariable,
        .decayAsOneFactor, .biasCorrectionInDouble,
        .defaultEpsilonOfBurn, .defaultBeta2, .defaultDecayOfPyTorch,
      ],
      note: "A gradient is zeros once there was one; before that it is missing, and counts no steps."),
    NamedDialect(
      "deepspeed", "DeepSpeed's DeepSpeedCPUAdam", "0.19.8",
      [
        .epsilonBesideCorrectedVelocity, .stepsCountedByVariable, .decayOfNegativeSkipped, .powersByProduct,
        .momentsFused, .oneMinusBetaInDType, .defaultEpsilonOfPyTorch, .defaultDecayZero,
      ]),
  ]
}
