/// An implementation of Keras' AdamW that the suite can judge.
///
/// A port answers each case as if it were the first: with an optimizer of its own.
public protocol Port {
  /// What the port is and has. It is asked once, before any case.
  func describe() async throws -> PortDescription

  /// Runs a case.
  ///
  /// - Parameters:
  ///   - testCase: The case, whose ``Case/expectation`` is not the port's business.
  ///   - trace: Whether the intermediate quantities are wanted.
  /// - Returns: What the case led to, or why not.
  /// - Throws: If the port cannot answer at all. A refusal, as Keras refuses, is an answer.
  func run(_ testCase: Case, trace: Bool) async throws -> PortReply

  /// Ends the port, after the last case.
  ///
  /// - Throws: If the port does not end as it must.
  func finish() async throws
}

extension Port {
  /// Does nothing: most ports need no end.
  public func finish() async throws {}
}

/// What a port answers to a case.
public enum PortReply: Hashable, Sendable {
  /// The values that the case leads to.
  case observation(Observation)
  /// The case must be refused.
  case refused(Refusal)
  /// The port lacks something that the case needs.
  case unsupported(Unsupported)
}

/// What a port lacks.
public struct Unsupported: Hashable, Sendable, Codable {
  /// The feature that is missing, by the protocol's name, or a type.
  public var feature: String
  /// Why it is missing: a sentence.
  public var reason: String?
  /// The address of an issue about it.
  public var issue: String?

  public init(feature: String, reason: String? = nil, issue: String? = nil) {
    self.feature = feature
    self.reason = reason
    self.issue = issue
  }
}

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
  /// How the port wants tensors written.
  public var encoding: TensorEncoding

  public init(
    name: String,
    version: String,
    language: String,
    dtypes: [DType]? = nil,
    features: [Feature]? = nil,
    encoding: TensorEncoding = .hexadecimal
  ) {
    self.name = name
    self.version = version
    self.language = language
    self.dtypes = dtypes
    self.features = features
    self.encoding = encoding
  }

  /// The first thing that the case needs and the port does not have.
  public func missing(for testCase: Case) -> Unsupported? {
    if let dtypes, let dtype = testCase.dtypes.first(where: { !dtypes.contains($0) }) {
      return Unsupported(feature: dtype.rawValue, reason: "not declared")
    }
    guard let features else { return nil }
    if let feature = testCase.plainFeatures.first(where: { !features.contains($0) }) {
      return Unsupported(feature: feature.name, reason: "not declared")
    }
    // Looking through all numbers takes longer than all the rest.
    if !features.contains(.flushSubnormals), testCase.hasSubnormals {
      return Unsupported(feature: Feature.flushSubnormals.name, reason: "not declared")
    }
    return nil
  }
}

/// An error of ``Port/run(_:trace:)`` that may be the doing of the request before.
public protocol LateFault: Fault {
  /// Whether this was found before the case was asked in whose place it is thrown: it is then to be blamed on the
  /// request before.
  var isOfRequestBefore: Bool { get set }
}
