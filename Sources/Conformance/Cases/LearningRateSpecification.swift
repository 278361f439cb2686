/// What a case gives as the learning rate.
public enum LearningRateSpecification: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// A function without arguments that returns this number, until an event changes it.
  case callable(Double)
  /// One of Keras' schedules.
  case schedule(Schedule)
}

/// A learning rate schedule, by Keras' class name and configuration.
public struct Schedule: Hashable, Sendable, Codable {
  /// The class, such as `CosineDecay`.
  public var name: String
  /// The configuration, by Keras' names; what is absent has Keras' default.
  public var config: [String: JSONValue]

  /// A schedule.
  public init(name: String, config: [String: JSONValue]) {
    self.name = name
    self.config = config
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case name = "schedule"
    case config
  }

  public init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    name = try fields.decode(String.self, forKey: .name)
    config = try fields.decode([String: JSONValue].self, forKey: .config)
  }
}

/// A number, or a function without arguments that returns it.
public enum NumberOrCallable: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// A function that returns this number.
  case callable(Double)

  /// The number itself.
  public var value: Double {
    switch self {
    case .number(let value), .callable(let value): value
    }
  }
}

extension NumberOrCallable: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case callable }

  public init(from decoder: any Decoder) throws {
    if let number = try? decoder.singleValueContainer().decode(Double.self) {
      self = .number(number)
    } else {
      let fields = try Fields<CodingKeys>(of: decoder)
      self = .callable(try fields.decode(Double.self, forKey: .callable))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .number(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .callable(let value):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(value, forKey: .callable)
    }
  }
}

extension LearningRateSpecification: Codable {
  public init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: Schedule.CodingKeys.self), fields.contains(.name) {
      self = .schedule(try Schedule(from: decoder))
    } else {
      switch try NumberOrCallable(from: decoder) {
      case .number(let value): self = .number(value)
      case .callable(let value): self = .callable(value)
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .number(let value): try NumberOrCallable.number(value).encode(to: encoder)
    case .callable(let value): try NumberOrCallable.callable(value).encode(to: encoder)
    case .schedule(let schedule): try schedule.encode(to: encoder)
    }
  }
}
