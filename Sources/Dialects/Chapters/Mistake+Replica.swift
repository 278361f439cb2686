import Conformance

extension Mistake {
  /// Replicas.
  static let replicaMistakes: [Description] = [
    Description(
      .replicaRowsAddedFirst, .rule, "R-REPLICA-4", "R-SPARSE-2",
      says: "sparse rows of replicas are added before they are squared for the velocity"),
    Description(
      .replicasAddedFirst, .rule, "R-REPLICA-1", "R-REPLICA-2",
      says: "gradients of replicas are added before they are clipped and accumulated"),
    Description(.replicasCountTwice, .rule, "R-REPLICA-2", "R-APPLY-3", says: "each replica counts the call"),
    Description(
      .replicasFirstOnly, .rule, "R-REPLICA-2",
      says: "only the first replica's gradients are followed: replicas are not added",
      seen: "Keras before 3.5"),
    Description(
      .replicasMean, .rule, "R-REPLICA-2", says: "the gradients of replicas are averaged, not added"),
    Description(.replicasShareAccumulators, .rule, "R-REPLICA-3", says: "replicas share their accumulators"),
  ]
}
