extension NamedDialect {
  private static let optax: [Mistake] = [
    .epsilonBesideCorrectedVelocity, .globalNanNotSpread, .averageFromInitialWeights, .averageOncePerUpdate,
    .overwritingOnUpdatesOnly, .scheduleOfUpdates, .boundaryBeginsNext, .accumulatorsMultipliedByZero,
    .unscaledByReciprocal, .decayInsideUpdate, .defaultEpsilonOfPyTorch, .defaultDecayOfOptax,
  ]

  /// Optimizers for JAX.
  static let ofJAX: [NamedDialect] = [
    NamedDialect(
      "optax", "optax.adamw", "0.2.8", optax,
      note: "With MultiSteps, ema and clip_by_global_norm; moments are in the gradient's dtype."),
    NamedDialect(
      "optax-amsgrad", "optax with scale_by_amsgrad", "0.2.8", optax + [.amsgradOfCorrectedVelocity]),
    NamedDialect(
      "jax", "JAX's example optimizer adam", "0.10.2",
      [.epsilonBesideCorrectedVelocity, .defaultEpsilonOfPyTorch], note: "It has no weight decay."),
  ]

  /// Optimizers for TensorFlow that are not Keras 3.
  static let ofTensorFlow: [NamedDialect] = [
    NamedDialect(
      "tensorflow-addons", "TensorFlow Addons' AdamW", "0.23.0",
      [.decayWithoutRate, .sparseRowsDecayedOnly, .epsilonOfZeroIsDefault, .oneMinusBetaInDType],
      note: "Where all variables are excluded from the decay, all are decayed."),
    NamedDialect(
      "tf_keras", "tf_keras' AdamW", "2.15.1",
      [.averageFromInitialWeights, .averageOfPresentOnly, .overwritingPresentOnly, .sparseRowsAddedFirst]),
    NamedDialect(
      "tensorflow.js", "TensorFlow.js' Adam", "1c698d54",
      [.epsilonBesideCorrectedVelocity, .powersByProduct, .momentumAsTwoProducts, .velocityAsTwoProducts],
      note: "It has no weight decay."),
  ]

  private static let mlx: [Mistake] = [
    .globalNormPlusEpsilon, .globalNanNotSpread, .decayAsOneFactor, .defaultEpsilonOfPyTorch,
    .defaultDecayOfPyTorch, .betasOfOneRefused,
  ]

  /// Other optimizers for Python.
  static let ofPython: [NamedDialect] = [
    NamedDialect(
      "mlx", "mlx's AdamW", "0.32.4", mlx + [.biasCorrectionMissing],
      note: "As it is by default, without bias_correction."),
    NamedDialect(
      "mlx-corrected", "mlx's AdamW with bias_correction", "0.32.4", mlx + [.epsilonBesideCorrectedVelocity]),
    NamedDialect(
      "tinygrad", "tinygrad's AdamW", "0.14.0",
      [
        .epsilonBesideCorrectedVelocity, .decayInsideUpdate, .powersByProduct, .defaultEpsilonOfPyTorch,
        .defaultDecayOfPyTorch, .negativeRateRefused, .negativeDecayRefused,
      ]),
    NamedDialect(
      "paddle", "PaddlePaddle's AdamW", "3.3.1",
      [
        .epsilonBesideCorrectedVelocity, .stepsCountedByVariable, .globalNanNotSpread, .powersByProduct,
        .momentsFused, .oneMinusBetaInDType, .defaultEpsilonOfPyTorch, .defaultDecayOfPyTorch,
        .betasOfOneRefused,
      ]),
    NamedDialect(
      "mxnet", "MXNet's Adam with wd", "1.9.1",
      [
        .decayAsL2BeforeClipping, .biasCorrectionInDouble, .oneMinusBetaInDType, .defaultEpsilonOfPyTorch,
        .defaultDecayZero,
      ],
      note: "Its weight decay is an L2 penalty, which AdamW was invented to replace."),
    NamedDialect(
      "onnx", "ONNX' reference Adam", "1.23.2",
      [
        .decayWithoutRate, .decayAfterUpdate, .oneMinusBetaInDType, .defaultEpsilonOfTransformers,
        .defaultDecayZero,
      ],
      note: "With norm_coefficient_post as the weight decay."),
    NamedDialect(
      "chainer", "Chainer's AdamW", "7.8.1",
      [.decayWithoutRate, .biasCorrectionInDouble, .defaultEpsilonOfPyTorch, .defaultDecayZero]),
    NamedDialect(
      "thinc", "thinc's Adam", "9.1.1",
      [
        .decayAfterUpdate, .biasCorrectionInDouble, .oneMinusBetaInDType, .defaultEpsilonOfPyTorch,
        .defaultDecayZero,
      ],
      note: "It clips each gradient to the norm 1 unless told otherwise."),
    NamedDialect(
      "pennylane", "PennyLane's AdamOptimizer", "0.45.1",
      [.biasCorrectionInDouble, .defaultEpsilonOfPyTorch, .defaultBeta2, .defaultRateOfTorchExamples],
      note: "It has no weight decay."),
    NamedDialect(
      "sklearn", "scikit-learn's AdamOptimizer", "1.9.1",
      [.biasCorrectionInDouble, .defaultEpsilonOfPyTorch],
      note: "It has no weight decay."),
  ]

  /// Optimizers in other languages.
  static let ofOtherLanguages: [NamedDialect] = [
    NamedDialect(
      "ggml", "ggml's AdamW", "ggml-cpu/ops.cpp", [.epsilonBesideCorrectedVelocity, .decayAsOneFactor]),
    NamedDialect(
      "llm.c", "llm.c's AdamW", "0109bd12",
      [
        .epsilonBesideCorrectedVelocity, .decayInsideUpdate, .momentumAsTwoProducts, .velocityAsTwoProducts,
        .oneMinusBetaInDType,
      ]),
    NamedDialect(
      "burn", "burn's AdamW", "01832cc2",
      [
        .epsilonBesideCorrectedVelocity, .stepsCountedByVariable, .decayAsOneFactor, .defaultEpsilonOfBurn,
        .defaultDecayOfOptax,
      ]),
    NamedDialect(
      "candle", "candle's AdamW", "00eba4a2",
      [
        .epsilonBesideCorrectedVelocity, .decayAsOneFactor, .biasCorrectionInDouble, .momentumAsTwoProducts,
        .velocityAsTwoProducts, .accumulatedUpdatesMissing, .defaultEpsilonOfPyTorch, .defaultDecayOfPyTorch,
      ]),
    NamedDialect(
      "spago", "spago's AdamW", "6c9c9020",
      [
        .decayInsideUpdateTimesAlpha, .biasCorrectionInDouble, .alphaTimesQuotient, .momentumAsTwoProducts,
        .velocityAsTwoProducts, .defaultEpsilonOfPyTorch, .betasOfOneRefused,
      ]),
    NamedDialect("optimisers.jl", "Optimisers.jl's AdamW", "007b9721", julia + [.decayInsideUpdate]),
    NamedDialect(
      "optimisers.jl-0.3", "Optimisers.jl's AdamW before 0.4", "0.3", julia + [.decayWithoutRate]),
  ]

  private static let julia: [Mistake] = [
    .epsilonBesideCorrectedVelocity, .powersByProduct, .defaultEpsilonOfPyTorch, .defaultDecayZero,
  ]
}
