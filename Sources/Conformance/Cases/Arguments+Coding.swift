extension Arguments: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try Fields<Name>(of: decoder)
    given = [:]
    for name in fields.allKeys {
      given[name] = try fields.decodeNil(forKey: name) ? .null : Self.value(of: name, in: fields)
    }
  }

  private static func value(of name: Name, in fields: Fields<Name>) throws -> Value {
    switch name {
    case .learningRate:
      switch try fields.decode(LearningRateSpecification.self, forKey: name) {
      case .number(let value): .number(value)
      case .callable(let value): .callable(value)
      case .schedule(let schedule): .schedule(schedule)
      }
    case .beta1, .beta2:
      switch try fields.decode(NumberOrCallable.self, forKey: name) {
      case .number(let value): .number(value)
      case .callable(let value): .callable(value)
      }
    case .amsgrad, .useEMA:
      .flag(try fields.decode(Bool.self, forKey: name))
    case .name:
      .text(try fields.decode(String.self, forKey: name))
    case .weightDecay, .epsilon, .clipnorm, .clipvalue, .globalClipnorm, .emaMomentum,
      .emaOverwriteFrequency, .lossScaleFactor, .gradientAccumulationSteps:
      .number(try fields.decode(Double.self, forKey: name))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Name.self)
    for (name, value) in given {
      switch value {
      case .null: try fields.encodeNil(forKey: name)
      case .flag(let value): try fields.encode(value, forKey: name)
      case .number(let value): try fields.encode(value, forKey: name)
      case .text(let value): try fields.encode(value, forKey: name)
      case .callable(let value): try fields.encode(NumberOrCallable.callable(value), forKey: name)
      case .schedule(let value): try fields.encode(value, forKey: name)
      }
    }
  }
}
