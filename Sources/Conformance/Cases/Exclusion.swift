/// The variables that weight decay leaves alone: the argument of `exclude_from_weight_decay`.
public struct Exclusion: Hashable, Sendable, Codable {
  /// Variables, by their index.
  public var variables: [Int]
  /// Regular expressions that are searched in a variable's name with `:0` behind it.
  public var variableNames: [String]

  /// An exclusion of variables by index, by name pattern, or both.
  public init(variables: [Int] = [], variableNames: [String] = []) {
    self.variables = variables
    self.variableNames = variableNames
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case variables
    case variableNames = "var_names"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    variables = try fields.decodeIfPresent([Int].self, forKey: .variables) ?? []
    variableNames = try fields.decodeIfPresent([String].self, forKey: .variableNames) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    if !variables.isEmpty { try fields.encode(variables, forKey: .variables) }
    if !variableNames.isEmpty { try fields.encode(variableNames, forKey: .variableNames) }
  }
}

/// Keras' `LossScaleOptimizer` around the optimizer.
public struct LossScaleOptimizer: Hashable, Sendable, Codable {
  /// The scale before the first step.
  public var initialScale: Double?
  /// The number of finite steps after which the scale doubles.
  public var dynamicGrowthSteps: Int?

  /// A loss scale optimizer; what is nil has Keras' default.
  public init(initialScale: Double? = nil, dynamicGrowthSteps: Int? = nil) {
    self.initialScale = initialScale
    self.dynamicGrowthSteps = dynamicGrowthSteps
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case initialScale = "initial_scale"
    case dynamicGrowthSteps = "dynamic_growth_steps"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    initialScale = try fields.decodeIfPresent(Double.self, forKey: .initialScale)
    dynamicGrowthSteps = try fields.decodeIfPresent(Int.self, forKey: .dynamicGrowthSteps)
  }
}
