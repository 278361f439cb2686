import Conformance
import ExactJSON

extension Refusal {
  private enum Key: String, JSONKey {
    case category, argument, message

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var category: Category?
    var argument: String?
    var message: String?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .category: category = try json.choice()
      case .argument: argument = try json.optional { (json) throws(JSONError) in try json.string() }
      case .message: message = try json.optional { (json) throws(JSONError) in try json.string() }
      }
    }
    guard let category else { throw .missing("category") }
    self.init(category, argument: argument, message: message)
  }
}
