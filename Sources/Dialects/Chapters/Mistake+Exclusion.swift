import Conformance

extension Mistake {
  /// Exclusions from the decay.
  static let exclusionMistakes: [Description] = [
    Description(
      .allExcludedIsNone, .rule, "R-DECAY-3", "R-DECAY-4",
      says: "where all variables are excluded from the decay, all are decayed",
      seen: "TensorFlow Addons 0.23"),
    Description(
      .emptyPatternIgnored, .rule, "R-DECAY-4",
      says: "an empty pattern excludes nothing from the decay, not everything"),
    Description(
      .excludedNamesForgotten, .rule, "R-DECAY-4", says: "variables that are excluded by name are decayed"),
    Description(
      .excludedNotUpdated, .rule, "R-DECAY-3", "R-DECAY-4", "R-APPLY-1",
      says: "variables that are excluded from the decay are not updated either"),
    Description(
      .excludedVariablesForgotten, .rule, "R-DECAY-3",
      says: "variables that are excluded by themselves, not by name, are decayed"),
    Description(.exclusionIgnored, .rule, "R-DECAY-3", "R-DECAY-4", says: "excluded variables are decayed"),
    Description(
      .exclusionInverted, .rule, "R-DECAY-3", "R-DECAY-4", says: "only the excluded variables are decayed"),
    Description(
      .firstPatternOnly, .rule, "R-DECAY-4", says: "of several patterns of names only the first excludes"),
    Description(
      .namesReplaceVariables, .rule, "R-DECAY-3",
      says: "patterns of names replace the excluded variables, where Keras adds them"),
    Description(
      .patternsEqualNames, .rule, "R-DECAY-4",
      says: "an exclusion's pattern must equal the name, and is no regular expression"),
    Description(.patternsIgnoreCase, .rule, "R-DECAY-4", says: "patterns of names ignore case"),
    Description(
      .patternsLiteral, .rule, "R-DECAY-4",
      says: "patterns of names are taken literally, not as regular expressions"),
    Description(
      .patternsMatchStart, .rule, "R-DECAY-4",
      says: "patterns must match from the start of a name, where Keras searches all of it"),
    Description(
      .patternsMatchWhole, .rule, "R-DECAY-4",
      says: "patterns must match a whole name, where Keras searches in it"),
    Description(
      .patternsMatchWholeWithSuffix, .rule, "R-DECAY-4",
      says: "patterns must match a whole name with the :0 behind it, where Keras searches in it"),
    Description(
      .patternsOnLastPart, .rule, "R-DECAY-4",
      says: "patterns are searched in the last part of a name, without its path",
      seen: "Keras on JAX, NumPy and PyTorch"),
    Description(
      .variablesReplaceNames, .rule, "R-DECAY-4",
      says: "excluded variables replace patterns of names, where Keras adds them"),
    Description(
      .patternsWithoutSuffix, .rule, "R-DECAY-4",
      says: "patterns are searched in the name without the :0 behind it",
      seen: "Keras on JAX, NumPy and PyTorch"),
  ]
}
