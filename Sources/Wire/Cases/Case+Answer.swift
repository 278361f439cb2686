package import Conformance
package import ExactJSON

extension Case {
  private enum AnswerKey: String, JSONKey {
    case id, expect

    static let names = JSONNames<Self>()
  }

  /// Reads what another profile answers to one of these cases; gives the case with that answer.
  package init(fromAnswer json: inout JSONReader, to cases: [String: Case]) throws(JSONError) {
    var id: String?
    var expectation: JSONReader.Place?
    try json.object { (json, key: AnswerKey) throws(JSONError) in
      switch key {
      case .id: id = try json.string()
      case .expect: expectation = try json.passOver()
      }
    }
    guard let id else { throw .missing("id") }
    guard let expectation else { throw .missing("expect") }
    guard var testCase = cases[id] else { throw .malformed("'\(id)' is the id of no case", at: .name("id")) }
    let (variables, script) = (testCase.variables, testCase.script)
    testCase.expectation = try json.read(expectation, in: "expect") { (json) throws(JSONError) in
      try Expectation(from: &json, variables: variables, script: script)
    }
    try testCase.checkConsistency()
    self = testCase
  }
}
