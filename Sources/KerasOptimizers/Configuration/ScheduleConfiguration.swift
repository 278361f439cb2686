/// One of Keras' schedules, in the form in which Keras writes it inside an optimizer's configuration.
public enum ScheduleConfiguration: Hashable, Sendable {
  case exponentialDecay(ExponentialDecay)
  case piecewiseConstantDecay(PiecewiseConstantDecay)
  case polynomialDecay(PolynomialDecay)
  case inverseTimeDecay(InverseTimeDecay)
  case cosineDecay(CosineDecay)
  case cosineDecayRestarts(CosineDecayRestarts)

  /// The configuration of a schedule; nil if it is not one of Keras'.
  public init?(_ schedule: any LearningRateSchedule) {
    switch schedule {
    case let schedule as ExponentialDecay: self = .exponentialDecay(schedule)
    case let schedule as PiecewiseConstantDecay: self = .piecewiseConstantDecay(schedule)
    case let schedule as PolynomialDecay: self = .polynomialDecay(schedule)
    case let schedule as InverseTimeDecay: self = .inverseTimeDecay(schedule)
    case let schedule as CosineDecay: self = .cosineDecay(schedule)
    case let schedule as CosineDecayRestarts: self = .cosineDecayRestarts(schedule)
    default: return nil
    }
  }

  /// The schedule itself.
  public var schedule: any LearningRateSchedule {
    switch self {
    case .exponentialDecay(let schedule): schedule
    case .piecewiseConstantDecay(let schedule): schedule
    case .polynomialDecay(let schedule): schedule
    case .inverseTimeDecay(let schedule): schedule
    case .cosineDecay(let schedule): schedule
    case .cosineDecayRestarts(let schedule): schedule
    }
  }
}

extension ScheduleConfiguration: Codable {
  public init(from decoder: any Decoder) throws {
    let object = try SerializedObject(decoder)
    self =
      switch object.className {
      case "exponentialdecay": .exponentialDecay(try object.config())
      case "piecewiseconstantdecay": .piecewiseConstantDecay(try object.config())
      case "polynomialdecay": .polynomialDecay(try object.config())
      case "inversetimedecay": .inverseTimeDecay(try object.config())
      case "cosinedecay": .cosineDecay(try object.config())
      case "cosinedecayrestarts": .cosineDecayRestarts(try object.config())
      default:
        throw OptimizerError.invalid(
          "class_name", "It must be one of Keras' learning rate schedules, not '\(object.className)'.")
      }
  }

  public func encode(to encoder: any Encoder) throws {
    func write(_ config: some Encodable, _ name: String) throws {
      try SerializedObject.write(config, class: name, module: "keras.optimizers.schedules", to: encoder)
    }
    switch self {
    case .exponentialDecay(let schedule): try write(schedule, "ExponentialDecay")
    case .piecewiseConstantDecay(let schedule): try write(schedule, "PiecewiseConstantDecay")
    case .polynomialDecay(let schedule): try write(schedule, "PolynomialDecay")
    case .inverseTimeDecay(let schedule): try write(schedule, "InverseTimeDecay")
    case .cosineDecay(let schedule): try write(schedule, "CosineDecay")
    case .cosineDecayRestarts(let schedule): try write(schedule, "CosineDecayRestarts")
    }
  }
}
