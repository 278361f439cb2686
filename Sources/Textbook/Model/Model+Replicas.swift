import Conformance
import Dialects

extension Model {
  /// The gradients of all replicas, added (rules R-REPLICA-2, R-REPLICA-4).
  func added(_ replicas: [[StepGradient<Format>?]]) -> [StepGradient<Format>?] {
    guard replicas.count > 1 else { return replicas[0] }
    return variables.indices.map { i in
      let gradients = replicas.compactMap { $0[i] }
      guard let first = gradients.first else { return nil }
      if first.rows != nil, !makes(.replicaRowsAddedFirst) { return joined(gradients) }
      let all = gradients.map { dense($0, of: i) }
      return all.dropFirst().reduce(all[0]) { sum, gradient in
        StepGradient(zip(sum.elements, gradient.elements).map(+), sum.format)
      }.scaled(replicas.count, mean: makes(.replicasMean))
    }
  }

  /// Rows behind rows.
  private func joined(_ gradients: [StepGradient<Format>]) -> StepGradient<Format> {
    StepGradient(
      gradients.flatMap(\.elements), gradients[0].format, rows: gradients.flatMap { $0.rows ?? [] }
    ).scaled(gradients.count, mean: makes(.replicasMean))
  }
}

extension StepGradient {
  fileprivate func scaled(_ count: Int, mean: Bool) -> Self {
    mean ? map { $0 / Number(constant: Double(count), format) } : self
  }
}
