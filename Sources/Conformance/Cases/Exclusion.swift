/// The variables that weight decay leaves alone: the argument of `exclude_from_weight_decay`.
public struct Exclusion: Hashable, Sendable {
  /// Variables, by their index.
  public var variables: [Int]
  /// Regular expressions that are searched in a variable's name with `:0` behind it.
  public var variableNames: [String]

  /// An exclusion of variables by index, by name pattern, or both.
  public init(variables: [Int] = [], variableNames: [String] = []) {
    self.variables = variables
    self.variableNames = variableNames
  }
}
