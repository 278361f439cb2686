import PythonPatterns

/// Which variables are not decayed.
struct DecayExclusions {
  private var variables: [Variable] = []
  /// The names in one, which is what Keras compiles.
  private var source = ""
  private var pattern: Pattern?

  init() {}

  init(variables: [Variable], names: [String]) throws(OptimizerError) {
    self.variables = variables
    guard !names.isEmpty else { return }
    source = names.distinctByScalars.joined(separator: "|")
    do {
      pattern = try Pattern(source)
    } catch {
      throw .invalid("var_names", "'\(source.excerpt)' is not a regular expression of Python's: \(error).")
    }
  }

  /// Notes of each variable whether it decays. If a search comes to no answer, nothing changes.
  func note(in trained: TrainedVariables) throws(OptimizerError) {
    let decays = try trained.all.map { known throws(OptimizerError) in try !contains(known.variable) }
    for (known, decays) in zip(trained.all, decays) { known.decays = decays }
    trained.refusal = nil
  }

  private func contains(_ variable: Variable) throws(OptimizerError) -> Bool {
    if variables.contains(where: { $0 === variable }) { return true }
    guard let pattern else { return false }
    let name = variable.name + ":0"
    do {
      return try pattern.isFound(in: name)
    } catch {
      throw .invalid("var_names", "The search for '\(source.excerpt)' in '\(name.excerpt)' \(error).")
    }
  }
}

extension [String] {
  /// Each once. Strings that differ in scalars can be equal to Swift, as they are not to Python.
  fileprivate var distinctByScalars: [String] {
    var seen: Set<[Unicode.Scalar]> = []
    return filter { seen.insert([Unicode.Scalar]($0.unicodeScalars)).inserted }
  }
}

extension String {
  /// As much of it as a sentence can hold.
  fileprivate var excerpt: String {
    let beginning = unicodeScalars.prefix(80)
    return beginning.endIndex == endIndex ? self : String(beginning) + "..."
  }
}
