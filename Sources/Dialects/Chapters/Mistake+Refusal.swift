import Conformance

extension Mistake {
  /// Refusals.
  static let refusalMistakes: [Description] = [
    Description(
      .accumulationOfOneTaken, .refusal, "R-ERROR-ACCUMULATION",
      says: "gradient_accumulation_steps of 1 is taken, not refused"),
    Description(
      .accumulationOfZeroRefused, .refusal, "R-ACCUMULATE-6", "R-ERROR-ACCUMULATION",
      says: "gradient_accumulation_steps of 0 or null is refused, where Keras takes it as off"),
    Description(
      .anyEMAMomentumTaken, .refusal, "R-ERROR-EMA-MOMENTUM",
      says: "an ema_momentum outside 0 to 1 is taken, not refused"),
    Description(
      .anyFrequencyTaken, .refusal, "R-ERROR-EMA-FREQUENCY",
      says: "a negative or broken ema_overwrite_frequency is taken, not refused"),
    Description(
      .anyRateTaken, .refusal, "R-ERROR-RATE", says: "a learning rate of null is taken, not refused"),
    Description(
      .anyScheduleTaken, .refusal, "R-ERROR-SCHEDULE",
      says: "wrong arguments of schedules are taken, not refused"),
    Description(
      .axesBeyondTaken, .refusal, "R-ERROR-CONSTRAINT",
      says: "axes that the variable does not have, or has given twice, are passed over, not refused"),
    Description(
      .betasOfOneRefused, .refusal, "R-BIAS-2",
      says: "betas of 1, above it or below 0 are refused, where Keras computes with them",
      seen: "PyTorch 2.13", "timm 1.0", "transformers 4.46", "bitsandbytes 0.50", "PaddlePaddle 3.3",
      "mlx 0.32", "spago"),
    Description(
      .epsilonZeroRefused, .refusal, "R-UPDATE-1",
      says: "an epsilon of 0 or below is refused, where Keras computes with it"),
    Description(
      .extremeEMAMomentumRefused, .refusal, "R-ERROR-EMA-MOMENTUM",
      says: "an ema_momentum of 0 or 1 is refused, where Keras takes it"),
    Description(
      .lastClipNamed, .refusal, "R-ERROR-CLIP",
      says: "of several clip arguments the last is named in the refusal, not the first"),
    Description(
      .missingDecayTaken, .refusal, "R-ERROR-DECAY", says: "a weight_decay of null is taken, not refused"),
    Description(
      .mixedGlobalNormRefusedAlways, .refusal, "R-ERROR-GRADIENTS",
      says:
        "with global_clipnorm gradients of several dtypes are refused also where they are only accumulated"),
    Description(
      .mixedGlobalNormTaken, .refusal, "R-ERROR-GRADIENTS",
      says: "gradients of several dtypes are taken with global_clipnorm, not refused"),
    Description(
      .negativeDecayRefused, .refusal, "R-DECAY-1",
      says: "a negative weight decay is refused, where Keras computes with it", seen: "PyTorch 2.13",
      "bitsandbytes 0.50", "tinygrad 0.14", "timm 1.0's NAdamW"),
    Description(
      .negativeRateRefused, .refusal, "R-RATE-1",
      says: "a negative learning rate is refused, where Keras computes with it", seen: "PyTorch 2.13",
      "timm 1.0", "transformers 4.46", "bitsandbytes 0.50", "tinygrad 0.14"),
    Description(
      .negativeRowsRefused, .refusal, "R-SPARSE-6",
      says: "sparse rows with an index below 0 are refused, where Keras drops them"),
    Description(
      .noGradientsTaken, .refusal, "R-ERROR-GRADIENTS",
      says: "a call without any gradient is taken, not refused"),
    Description(
      .offAveragesChecked, .refusal, "R-EMA-6",
      says: "arguments of averages are checked although there are none"),
    Description(
      .offClipsNotCounted, .refusal, "R-ERROR-CLIP", "R-CLIP-OFF-1",
      says: "several clip arguments are taken if only one is on, where Keras refuses"),
    Description(
      .overwrittenAloneRefused, .refusal, "R-OVERWRITE-2",
      says: "a call with gradients of overwritten variables only is refused", seen: "Keras 3.3 and 3.4"),
    Description(
      .severalClipsTaken, .refusal, "R-ERROR-CLIP", says: "several clip arguments are taken, not refused",
      seen: "Keras before 3.2.1, with clipvalue"),
  ]
}
