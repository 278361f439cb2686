import Conformance

extension Drawing {
  /// Lets gradients overwrite some variables: mostly without averages that overwrite them too, at which Keras
  /// fails.
  mutating func overwrite(_ testCase: inout Case) {
    if !(has(.errors) && random.chance(percent: 10)) {
      testCase.arguments.given[.emaOverwriteFrequency] = nil
      testCase.script.removeAll { $0 == .finalize }
    }
    for index in testCase.variables.indices where random.chance(percent: 50) {
      testCase.variables[index].overwriteWithGradient = true
    }
  }
}
