/// A learning rate that can be written: a number, or one of Keras' schedules (rules R-CONFIG-2 and R-CONFIG-3).
public enum LearningRateConfiguration: Hashable, Sendable {
  /// A number; Keras writes the float32 that the optimizer holds.
  case constant(Double)
  case schedule(ScheduleConfiguration)
}

extension LearningRateConfiguration: ExpressibleByFloatLiteral {
  /// A number, rounded to the float32 that an optimizer would hold (rule R-CONFIG-2).
  public init(floatLiteral value: Double) { self = .constant(Double(Float(value))) }
}

extension LearningRateConfiguration: Codable {
  public init(from decoder: any Decoder) throws {
    if let number = try? decoder.singleValueContainer().decode(Double.self) {
      self = .constant(number)
    } else {
      _ = try decoder.container(keyedBy: ConfigurationKey.self)
      self = .schedule(try ScheduleConfiguration(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .constant(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .schedule(let schedule): try schedule.encode(to: encoder)
    }
  }
}

extension LearningRate {
  /// The learning rate that a configuration describes.
  public init(_ configuration: LearningRateConfiguration) {
    switch configuration {
    case .constant(let number): self = .constant(number)
    case .schedule(let schedule): self = .schedule(schedule.schedule)
    }
  }

  var configuration: LearningRateConfiguration {
    get throws(OptimizerError) {
      switch self {
      case .constant(let number): return .constant(Double(Float(number)))
      case .schedule(let schedule):
        guard let configuration = ScheduleConfiguration(schedule) else {
          throw .invalid(
            "learning_rate",
            "A schedule of type \(type(of: schedule)) cannot be written as a configuration; only Keras' can.")
        }
        return .schedule(configuration)
      case .callable:
        throw .invalid(
          "learning_rate",
          "A callable cannot be written as a configuration; only a number or a schedule can.")
      }
    }
  }
}
