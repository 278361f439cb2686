import Conformance

extension Drawing {
  private static let patterns = ["bias", "^norm/", "kernel:0$", "scale|gate", "[kb]", "nothing"]

  /// Leaves variables out of the weight decay, by their names or by their places.
  mutating func exclude(from testCase: inout Case) {
    if random.chance(percent: 50) {
      let count = random.integer(1...2)
      testCase.exclusion = Exclusion(variableNames: random.sample(Self.patterns, count: count))
    } else {
      let places = Array(testCase.variables.indices)
      let count = random.integer(0...places.count)
      testCase.exclusion = Exclusion(variables: random.sample(places, count: count).sorted())
    }
  }

  /// Takes the parent class, as often as not without a weight decay.
  mutating func takeAdam(in testCase: inout Case) {
    testCase.optimizer = .adam
    if random.chance(percent: 50) { testCase.arguments.given[.weightDecay] = nil }
  }
}
