import Conformance
import ExactJSON

extension Arguments {
  init(from json: inout JSONReader) throws(JSONError) {
    self.init()
    try json.object { (json, name: Name) throws(JSONError) in
      given[name] = try json.takeNull() ? .null : try Value(of: name, from: &json)
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      for (name, value) in given.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        json.key(name)
        value.write(to: &json)
      }
    }
  }
}

extension Arguments.Value {
  private enum CallableKey: String, JSONKey {
    case callable

    static let names = JSONNames<Self>()
  }

  private enum RateKey: String, JSONKey {
    case schedule, config, callable

    static let names = JSONNames<Self>()
  }

  fileprivate init(of name: Arguments.Name, from json: inout JSONReader) throws(JSONError) {
    switch name {
    case .learningRate: self = try json.kind == .object ? Self(rate: &json) : .number(json.double())
    case .beta1, .beta2: self = try json.kind == .object ? Self(callable: &json) : .number(json.double())
    case .amsgrad, .useEMA: self = .flag(try json.flag())
    case .name: self = .text(try json.string())
    case .weightDecay, .epsilon, .clipnorm, .clipvalue, .globalClipnorm, .emaMomentum,
      .emaOverwriteFrequency, .lossScaleFactor, .gradientAccumulationSteps:
      self = .number(try json.double())
    }
  }

  private init(callable json: inout JSONReader) throws(JSONError) {
    var value: Double?
    try json.object { (json, key: CallableKey) throws(JSONError) in value = try json.double() }
    guard let value else { throw .missing("callable") }
    self = .callable(value)
  }

  /// Reads a schedule or a callable.
  private init(rate json: inout JSONReader) throws(JSONError) {
    var name: String?
    var config: JSONReader.Place?
    var callable: Double?
    try json.object { (json, key: RateKey) throws(JSONError) in
      switch key {
      case .schedule: name = try json.string()
      case .config: config = try json.passOver()
      case .callable: callable = try json.double()
      }
    }
    switch (name, config, callable) {
    case (let name?, let config?, nil):
      self = .schedule(
        try json.read(config, in: "config") { (json) throws(JSONError) in try Schedule(name, from: &json) })
    case (nil, nil, let value?): self = .callable(value)
    case (_?, nil, nil): throw .missing("config")
    case (nil, _?, nil): throw .missing("schedule")
    case (nil, nil, nil): throw .missing("callable")
    case (_, _, _?): throw .malformed("given beside a schedule", at: .name("callable"))
    }
  }

  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .flag(let value): json.flag(value)
    case .number(let value): json.number(value)
    case .text(let value): json.string(value)
    case .schedule(let value): value.write(to: &json)
    case .callable(let value):
      json.object { json in
        json.key(CallableKey.callable)
        json.number(value)
      }
    }
  }
}

extension Schedule {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.key("config")
      config.write(to: &json)
      json.key("schedule")
      json.string(name)
    }
  }
}
