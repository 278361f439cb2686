package import ExactJSON

/// A learning rate schedule: a class of Keras' with the arguments that its constructor is given.
public enum Schedule: Hashable, Sendable {
  case exponentialDecay(ExponentialDecay)
  case inverseTimeDecay(InverseTimeDecay)
  case piecewiseConstantDecay(PiecewiseConstantDecay)
  case polynomialDecay(PolynomialDecay)
  case cosineDecay(CosineDecay)
  case cosineDecayRestarts(CosineDecayRestarts)
  /// A class that this version of the suite does not know, as it stands in a case: no port here has it.
  case unknown(name: String, config: [String: JSONValue])
}

extension Schedule {
  /// A class, by Keras' name.
  private enum ClassName: String, CaseIterable {
    case exponentialDecay = "ExponentialDecay"
    case inverseTimeDecay = "InverseTimeDecay"
    case piecewiseConstantDecay = "PiecewiseConstantDecay"
    case polynomialDecay = "PolynomialDecay"
    case cosineDecay = "CosineDecay"
    case cosineDecayRestarts = "CosineDecayRestarts"
  }

  /// Keras' schedules, by Keras' names.
  package static let names = ClassName.allCases.map(\.rawValue)

  /// The class, such as `CosineDecay`.
  public var name: String {
    switch self {
    case .exponentialDecay: ClassName.exponentialDecay.rawValue
    case .inverseTimeDecay: ClassName.inverseTimeDecay.rawValue
    case .piecewiseConstantDecay: ClassName.piecewiseConstantDecay.rawValue
    case .polynomialDecay: ClassName.polynomialDecay.rawValue
    case .cosineDecay: ClassName.cosineDecay.rawValue
    case .cosineDecayRestarts: ClassName.cosineDecayRestarts.rawValue
    case .unknown(let name, _): name
    }
  }

  /// The arguments that are given, by Keras' names; what is absent has Keras' default.
  public var config: [String: JSONValue] {
    switch self {
    case .exponentialDecay(let schedule): schedule.config
    case .inverseTimeDecay(let schedule): schedule.config
    case .piecewiseConstantDecay(let schedule): schedule.config
    case .polynomialDecay(let schedule): schedule.config
    case .cosineDecay(let schedule): schedule.config
    case .cosineDecayRestarts(let schedule): schedule.config
    case .unknown(_, let config): config
    }
  }

  /// Reads the arguments of a class.
  package init(_ name: String, from json: inout JSONReader) throws(JSONError) {
    switch ClassName(rawValue: name) {
    case .exponentialDecay: self = .exponentialDecay(try ExponentialDecay(from: &json))
    case .inverseTimeDecay: self = .inverseTimeDecay(try InverseTimeDecay(from: &json))
    case .piecewiseConstantDecay: self = .piecewiseConstantDecay(try PiecewiseConstantDecay(from: &json))
    case .polynomialDecay: self = .polynomialDecay(try PolynomialDecay(from: &json))
    case .cosineDecay: self = .cosineDecay(try CosineDecay(from: &json))
    case .cosineDecayRestarts: self = .cosineDecayRestarts(try CosineDecayRestarts(from: &json))
    case nil: self = .unknown(name: name, config: try json.values())
    }
  }

  /// The schedule that these arguments make, by Keras' names.
  ///
  /// - Throws: What is wrong with them.
  package init(name: String, config: [String: JSONValue]) throws(JSONError) {
    let text = try JSONWriter.text { config.write(to: &$0) }
    self = try JSONReader.read(text) { (json) throws(JSONError) in try Schedule(name, from: &json) }
  }
}
