import Conformance

extension ReportDocument {
  static func allowances(of budget: Budget) -> [String: [String: Allowance]] {
    budget.allowances.reduce(into: [:]) { types, own in
      types[own.key.rawValue] = own.value.reduce(into: [:]) { allowances, allowance in
        allowances[allowance.key.description] = Allowance(
          ulps: allowance.value.ulps, atLeast: allowance.value.atLeast)
      }
    }
  }

  /// The budget of the run; nil if the report does not say what it allows, or that makes no sense.
  var wholeBudget: Budget? {
    let named = Budget.named.first { $0.name == budget }
    guard let allowances else { return named }
    var read: [DType: [ComparedQuantity: Budget.Allowance]] = [:]
    for (type, own) in allowances {
      guard let dtype = DType(rawValue: type) else { return nil }
      for (name, allowance) in own {
        guard let quantity = ComparedQuantity(name) else { return nil }
        read[dtype, default: [:]][quantity] = Budget.Allowance(
          ulps: allowance.ulps, atLeast: allowance.atLeast)
      }
    }
    if let named { return named.allowances == read ? named : nil }
    return Budget(name: budget, about: "The budget of a report.", allowances: read)
  }
}
