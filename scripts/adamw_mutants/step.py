"""Mutants of the step's stages: what is done, when, to which variables, with which constants."""

from adamw_mutants.mutant import mutants

LIBRARY = "Sources/KerasOptimizers/"
STEP = LIBRARY + "Step/"

ORDER = mutants(
    LIBRARY + "Adam.swift",
    ("step: decay after the update", "decayWeights()\n        updateWeights()", "updateWeights()\n        decayWeights()"),
    (
        "step: clip before the mean",
        "averageAccumulatedGradients()\n      clipGradients()",
        "clipGradients()\n      averageAccumulatedGradients()",
    ),
    ("step: overwrite before averaging", "updateAverages()\n      overwriteWeightsWithAverages()", "overwriteWeightsWithAverages()\n      updateAverages()"),
    ("step: count only updates", "applyCount += 1", "applyCount += isUpdateStep ? 1 : 0"),
    ("step: accumulators not emptied", "        resetAccumulators()\n", ""),
)  # fmt: skip

STAGES = [
    *mutants(
        STEP + "Unscaling.swift",
        ("unscale: multiply", "gradient.divide(by: lossScaleFactor", "gradient.multiply(by: 1 / lossScaleFactor"),
        ("unscale: square", "gradient.divide(by: lossScaleFactor", "gradient.divide(by: lossScaleFactor * lossScaleFactor"),
    ),
    *mutants(
        STEP + "Accumulation.swift",
        ("accumulation: update at the first call", "(applyCount + 1) % cycle == 0", "applyCount % cycle == 0"),
        ("accumulation: iterations are calls", "applyCount / cycle }", "applyCount }"),
        ("accumulation: sum instead of mean", "steps: cycle", "steps: 1"),
        ("accumulation: empty only where there is a gradient", "for slot in slots {\n      for accumulator", "for slot in slots where slot.gradient != nil {\n      for accumulator"),
    ),
    *mutants(
        STEP + "Clipping.swift",
        ("clipnorm: divide by the smaller", "Rounded.maximum(norm, ", "Rounded.minimum(norm, "),
        ("clipnorm: by the norm without a root", "squares.value > 0 ? squares.squareRoot() : squares", "squares"),
        ("global_clipnorm: 1 / c in the dtype", "Rounded(1 / threshold, dtype)", "Rounded(1, dtype) / Rounded(threshold, dtype)"),
        ("global_clipnorm: infinity is a number", "finite + (norm - norm)", "finite"),
        ("global_clipnorm: the larger", "* .minimum(", "* .maximum("),
        ("global_clipnorm: places by variable", "at: slot.place)", "at: sums.count)"),
        ("clip: a threshold of 0 is on", "clipNorm > 0", "clipNorm >= 0"),
    ),
    *mutants(
        STEP + "WeightDecay.swift",
        ("decay: variables without a gradient too", "slot.gradient != nil && slot.decays", "slot.decays"),
        ("decay: excluded variables too", "slot.gradient != nil && slot.decays", "slot.gradient != nil"),
        ("decay: constant not through float32", "Rounded(throughFloat: weightDecay, dtype)", "Rounded(weightDecay, dtype)"),
    ),
    *mutants(
        STEP + "BiasCorrection.swift",
        ("bias: step from 0", "iterations + 1", "iterations"),
        ("bias: beta_1 not through float32", "Rounded(throughFloat: beta1, dtype)", "Rounded(beta1, dtype)"),
        ("bias: beta_2 not through float32", "Rounded(throughFloat: beta2, dtype)", "Rounded(beta2, dtype)"),
        ("bias: divide before multiplying", "(self.learningRate * (one - beta2Power).squareRoot()) / (one - beta1Power)", "self.learningRate * ((one - beta2Power).squareRoot() / (one - beta1Power))"),
        ("bias: no root", "(one - beta2Power).squareRoot()", "(one - beta2Power)"),
    ),
    *mutants(
        STEP + "AdamStep.swift",
        ("adam: 1 - beta_1 of the rounded beta", "oneMinusBeta1: 1 - beta1", "oneMinusBeta1: 1 - Double(Float(beta1))"),
        ("adam: 1 - beta_2 of the rounded beta", "oneMinusBeta2: 1 - beta2", "oneMinusBeta2: 1 - Double(Float(beta2))"),
        ("adam: epsilon through float32", "epsilon: epsilon)", "epsilon: Double(Float(epsilon)))"),
        ("adam: betas exchanged", "(learningRate, beta1.value, beta2.value)", "(learningRate, beta2.value, beta1.value)"),
        ("adam: bias correction of calls", "iterations: iterations", "iterations: applyCount"),
    ),
    *mutants(
        STEP + "MovingAverage.swift",
        ("ema: first average only at the first call", "iterations == 0 ? 0 : emaMomentum", "applyCount == 0 ? 0 : emaMomentum"),
        ("ema: from zero", "iterations == 0 ? 0 : emaMomentum", "emaMomentum"),
        ("ema: only on updates", "guard useEMA else { return }\n    // The", "guard useEMA, isUpdateStep else { return }\n    // The"),
        ("ema: overwrite by calls", "(iterations + 1) % emaOverwriteFrequency", "(applyCount + 1) % emaOverwriteFrequency"),
        ("ema: overwrite one later", "(iterations + 1) % emaOverwriteFrequency", "iterations % emaOverwriteFrequency"),
    ),
]  # fmt: skip

AROUND = [
    *mutants(
        LIBRARY + "Numerics/Power.swift",
        ("power: correctly rounded", "Double(powf(Float(base.value), Float(exponent.value)))", "pow(base.value, exponent.value)"),
        ("power: float64 by powf", "Rounded(pow(base.value, exponent.value), .float64)", "Rounded(Double(powf(Float(base.value), Float(exponent.value))), .float64)"),
    ),
    *mutants(
        LIBRARY + "Numerics/Rounded.swift",
        ("constant: cast without float32", "self.init(Double(Float(value)), dtype)", "self.init(value, dtype)"),
    ),
    *mutants(
        LIBRARY + "LearningRate/LearningRate.swift",
        ("schedule: sees iterations", "schedule(applyCount)", "schedule(iterations)"),
    ),
    *mutants(
        LIBRARY + "State/Slots.swift",
        ("gradient: cast bits instead of numbers", "gradient.cast(into: result)", "result.fillWithZero()"),
    ),
]  # fmt: skip

MUTANTS = ORDER + STAGES + AROUND
