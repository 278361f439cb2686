import Conformance

/// A question before any case that a port refuses.
struct SmokeRefusal {
  /// What is special about the question.
  let cause: String
  /// The types in which it is refused so.
  var dtypes: [DType]
  let refusal: Refusal

  var remark: Remark {
    let types = dtypes.map(\.rawValue).joined(separator: ", ")
    let argument = refusal.argument.map { " of \($0.excerpt)" } ?? ""
    let message = refusal.message.map { ": \($0)" } ?? ""
    return Remark(
      .refusesQuestion,
      "It refuses \(cause) in \(types), so that less is known of its adapter: \(refusal.category)\(argument)\(message)"
    )
  }
}
