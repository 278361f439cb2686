import Conformance

extension Report {
  /// How many of the failures differ first in which quantity: the most frequent first, and of equally frequent ones
  /// that which is computed first.
  var firstQuantities: [(quantity: ComparedQuantity, failures: Int)] {
    Dictionary(grouping: failures, by: \.divergence.quantity).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key, $0.value) }
  }

  /// In which intermediate quantity the most failures differ first, in a line, without the full stop; nil if none
  /// does.
  ///
  /// What is computed wrongly is that quantity: all before it are equal.
  var firstTraced: String? {
    guard let (quantity, failures) = firstQuantities.first(where: \.quantity.isTraced) else { return nil }
    let traced = self.failures.count { $0.result.testCase.hasTrace }
    let share =
      failures < traced
      ? "\(failures) of \(traced) failures" : traced == 1 ? "the failure" : "all \(traced) failures"
    let differs = followsRules ? "rounded" : "computed"
    return "first \(differs) otherwise: \(quantity.name), in \(share) with a trace"
  }
}
