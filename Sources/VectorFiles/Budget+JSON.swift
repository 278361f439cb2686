public import Conformance
package import ExactJSON
import Wire

extension Budget {
  /// The format that this version of the package reads.
  public static let format = "adamw-budget/1"

  private enum Key: String, JSONKey {
    case format, name, about, allowances

    static let names = JSONNames<Self>()
  }

  package init(from json: inout JSONReader) throws(JSONError) {
    var name: String?
    var about: String?
    var allowances: [DType: [ComparedQuantity: Allowance]]?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .format: try json.skip()
      case .name: name = try json.string()
      case .about: about = try json.string()
      case .allowances: allowances = try Self.allowances(from: &json)
      }
    }
    guard let name else { throw .missing("name") }
    guard let about else { throw .missing("about") }
    guard let allowances else { throw .missing("allowances") }
    // A report names its budget, and must not say that a looser one was one of these.
    if Budget.named.contains(where: { $0.name == name && $0.allowances != allowances }) {
      throw .malformed("'\(name)' is the name of another budget, which needs no file", at: .name("name"))
    }
    self.init(name: name, about: about, allowances: allowances)
  }

  private static func allowances(
    from json: inout JSONReader
  ) throws(JSONError) -> [DType: [ComparedQuantity: Allowance]] {
    var allowances: [DType: [ComparedQuantity: Allowance]] = [:]
    try json.object { (json, dtype: DType) throws(JSONError) in
      var own: [ComparedQuantity: Allowance] = [:]
      try json.object { (json, name) throws(JSONError) in
        let allowance = try Allowance(from: &json)
        guard let quantity = ComparedQuantity(name), quantity.mayHaveAllowance else {
          throw .malformed("'\(name)' is no quantity that is compared")
        }
        if own[quantity] == nil { own[quantity] = allowance }
      }
      allowances[dtype] = own
    }
    return allowances
  }
}

extension Budget.Allowance {
  private enum Key: String, JSONKey {
    case ulps
    case atLeast = "at_least"

    static let names = JSONNames<Self>()
  }

  fileprivate init(from json: inout JSONReader) throws(JSONError) {
    var ulps: UInt64?
    var atLeast: Double?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .ulps:
        ulps = UInt64(exactly: try json.integer())
        if ulps == nil { throw .malformed("a distance is 0 or more") }
      case .atLeast: atLeast = try json.optional { (json) throws(JSONError) in try json.double() }
      }
    }
    guard let ulps else { throw .missing("ulps") }
    if let atLeast, !(atLeast >= 0) {
      throw .malformed("a magnitude is 0 or more, not \(atLeast)", at: .name("at_least"))
    }
    self.init(ulps: ulps, atLeast: atLeast ?? 0)
  }
}
