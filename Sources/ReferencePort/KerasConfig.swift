import Conformance
import KerasOptimizers

/// The arguments of a schedule or a constraint, by Keras' names.
struct KerasConfig {
  private let values: [String: JSONValue]

  init(_ values: [String: JSONValue]) { self.values = values }

  /// Refuses an argument that is not one of these. A schedule's name is allowed: it changes nothing.
  func allow(_ names: String...) throws(OptimizerError) {
    if let unknown = values.keys.sorted().first(where: { $0 != "name" && !names.contains($0) }) {
      throw refusal(unknown, "one of \(names.joined(separator: ", "))")
    }
  }

  func number(_ name: String, default value: Double? = nil) throws(OptimizerError) -> Double {
    guard let number = try optionalNumber(name) ?? value else { throw refusal(name, "a number") }
    return number
  }

  func optionalNumber(_ name: String) throws(OptimizerError) -> Double? {
    switch values[name] {
    case .number(let number): number
    case .null, nil: nil
    default: throw refusal(name, "a number")
    }
  }

  /// Axes: one number, a list of them, or null for all.
  func axes(_ name: String, default value: [Int]) throws(OptimizerError) -> [Int]? {
    switch values[name] {
    case nil: return value
    case .null: return nil
    case .array: return try integers(name)
    case .number(let number):
      guard let axis = Int(exactly: number) else { fallthrough }
      return [axis]
    default: throw refusal(name, "a whole number, a list of them, or null")
    }
  }

  func flag(_ name: String) throws(OptimizerError) -> Bool {
    switch values[name] {
    case .bool(let flag): flag
    case nil: false
    default: throw refusal(name, "true or false")
    }
  }

  func numbers(_ name: String) throws(OptimizerError) -> [Double] {
    guard case .array(let elements) = values[name] else { throw refusal(name, "a list of numbers") }
    var numbers: [Double] = []
    for element in elements {
      guard case .number(let number) = element else { throw refusal(name, "a list of numbers") }
      numbers.append(number)
    }
    return numbers
  }

  func integers(_ name: String) throws(OptimizerError) -> [Int] {
    var integers: [Int] = []
    for number in try numbers(name) {
      guard let integer = Int(exactly: number) else { throw refusal(name, "a list of whole numbers") }
      integers.append(integer)
    }
    return integers
  }
}
