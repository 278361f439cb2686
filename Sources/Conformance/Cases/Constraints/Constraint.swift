package import ExactJSON

/// A constraint on a variable: a class of Keras' with the arguments that its constructor is given.
public enum Constraint: Hashable, Sendable {
  case maxNorm(MaxNorm)
  case nonNeg(NonNeg)
  case unitNorm(UnitNorm)
  case minMaxNorm(MinMaxNorm)
  /// A class that this version of the suite does not know, as it stands in a case: no port here has it.
  case unknown(name: String, config: [String: JSONValue])
}

extension Constraint {
  /// A class, by Keras' name.
  private enum ClassName: String, CaseIterable {
    case maxNorm = "MaxNorm"
    case nonNeg = "NonNeg"
    case unitNorm = "UnitNorm"
    case minMaxNorm = "MinMaxNorm"
  }

  /// Keras' constraints, by Keras' names.
  package static let names = ClassName.allCases.map(\.rawValue)

  /// The class, such as `MaxNorm`.
  public var name: String {
    switch self {
    case .maxNorm: ClassName.maxNorm.rawValue
    case .nonNeg: ClassName.nonNeg.rawValue
    case .unitNorm: ClassName.unitNorm.rawValue
    case .minMaxNorm: ClassName.minMaxNorm.rawValue
    case .unknown(let name, _): name
    }
  }

  /// The arguments that are given, by Keras' names; what is absent has Keras' default.
  public var config: [String: JSONValue] {
    switch self {
    case .maxNorm(let constraint): constraint.config
    case .nonNeg(let constraint): constraint.config
    case .unitNorm(let constraint): constraint.config
    case .minMaxNorm(let constraint): constraint.config
    case .unknown(_, let config): config
    }
  }

  /// Reads the arguments of a class.
  package init(_ name: String, from json: inout JSONReader) throws(JSONError) {
    switch ClassName(rawValue: name) {
    case .maxNorm: self = .maxNorm(try MaxNorm(from: &json))
    case .nonNeg: self = .nonNeg(try NonNeg(from: &json))
    case .unitNorm: self = .unitNorm(try UnitNorm(from: &json))
    case .minMaxNorm: self = .minMaxNorm(try MinMaxNorm(from: &json))
    case nil: self = .unknown(name: name, config: try json.values())
    }
  }

  /// The constraint that these arguments make, by Keras' names.
  ///
  /// - Throws: What is wrong with them.
  package init(name: String, config: [String: JSONValue]) throws(JSONError) {
    let text = try JSONWriter.text { config.write(to: &$0) }
    self = try JSONReader.read(text) { (json) throws(JSONError) in try Constraint(name, from: &json) }
  }
}
