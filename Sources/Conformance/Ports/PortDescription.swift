/// What a port says of itself before any case.
public struct PortDescription: Hashable, Sendable {
  /// The port's name, such as `adamw-numpy`.
  public var name: String
  public var version: String
  /// The language, such as `Python 3.11`.
  public var language: String
  /// The types that the port has; nil for all.
  public var dtypes: [DType]?
  /// The types that the port says it has and nobody knows.
  package var unknownDTypes: [String] = []
  /// The features that the port has; nil for all.
  public var features: [Feature]?
  /// What every optimizer of this kind has, and the port has not.
  public var lacks: [Lack]
  /// What the port says it lacks and nobody knows.
  package var unknownLacks: [String] = []
  /// How the port wants tensors written.
  public var encoding: TensorEncoding

  public init(
    name: String,
    version: String,
    language: String,
    dtypes: [DType]? = nil,
    features: [Feature]? = nil,
    lacks: [Lack] = [],
    encoding: TensorEncoding = .hexadecimal
  ) {
    self.name = name
    self.version = version
    self.language = language
    self.dtypes = dtypes
    self.features = features
    self.lacks = lacks
    self.encoding = encoding
  }

  /// The first thing that the case needs and the port does not have.
  public func missing(for testCase: Case) -> Unsupported? {
    if let dtypes, let dtype = testCase.dtypes.first(where: { !dtypes.contains($0) }) {
      return Unsupported(feature: dtype.rawValue, reason: "not declared")
    }
    if let features, let feature = testCase.plainFeatures.first(where: { !features.contains($0) }) {
      return Unsupported(feature: feature.name, reason: "not declared")
    }
    // Looking through all numbers takes longer than all the rest.
    if let lack = lacks.first(where: { !$0.isHarmless(in: testCase) }) {
      return Unsupported(feature: lack.rawValue, reason: "lacks \(lack.rawValue)")
    }
    if let features, !features.contains(.flushSubnormals), testCase.hasSubnormals {
      return Unsupported(feature: Feature.flushSubnormals.name, reason: "not declared")
    }
    return nil
  }

  /// What there is to remark of the description itself.
  package var remarks: [Remark] {
    unknownLacks.map { word in
      let known = Lack.allCases.map { "'\($0.rawValue)'" }.joined(separator: " and ")
      return Remark(
        .lacksUnknown, "It says that it lacks '\(word.excerpt)', where the protocol knows only \(known).")
    }
  }
}
