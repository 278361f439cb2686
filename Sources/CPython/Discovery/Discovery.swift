public import Processes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The search for an interpreter: where it looked and what it found.
public struct Discovery: Sendable {
  /// What was found in one place.
  public struct Attempt: Sendable {
    public var candidate: Candidate
    /// The interpreter there with its library, or why there is none that can be used.
    public var outcome: Result<Found, SetupError>
  }

  /// An interpreter that can be embedded.
  public struct Found: Sendable, Hashable {
    public var interpreter: Interpreter
    /// Its library's path.
    public var library: String
  }

  /// What was found, place by place, to the first interpreter that can be used.
  public let attempts: [Attempt]

  /// Looks for an interpreter that can be embedded and has the required modules.
  ///
  /// - Parameters:
  ///   - name: What the user named: a path, or a name on the search path.
  ///   - repository: The directory that may hold a virtual environment `.venv`.
  ///   - modules: The modules that are asked for.
  ///   - environment: The environment that has `ADAMW_PYTHON` and `PATH`: this process' unless it is given.
  ///   - supervisor: Who runs the interpreters that are asked.
  public init(
    named name: String? = nil,
    repository: String? = nil,
    modules: [PythonModule] = [],
    environment: [String: String]? = nil,
    supervisor: Supervisor = Supervisor()
  ) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    var attempts: [Attempt] = []
    for candidate in Candidate.list(named: name, repository: repository, environment: environment) {
      let outcome = Result { () throws(SetupError) in
        try Self.examine(candidate, modules: modules, environment: environment, under: supervisor)
      }
      attempts.append(Attempt(candidate: candidate, outcome: outcome))
      if case .success = outcome { break }
    }
    self.attempts = attempts
  }

  private static func examine(
    _ candidate: Candidate,
    modules: [PythonModule],
    environment: [String: String],
    under supervisor: Supervisor
  ) throws(SetupError) -> Found {
    let path = try candidate.path(environment: environment)
    let interpreter = try Interpreter.ask(
      path, about: modules.map(\.name), environment: environment, under: supervisor)
    let library = try interpreter.library()
    let missing = modules.filter { $0.isRequired && interpreter.modules[$0.name] == nil }
    if !missing.isEmpty { throw .modulesMissing(interpreter, missing) }
    return Found(interpreter: interpreter, library: library)
  }

  /// The interpreter to use.
  public func found() throws(SetupError) -> Found {
    var problems: [SetupError] = []
    for attempt in attempts {
      switch attempt.outcome {
      case .success(let found): return found
      case .failure(let problem): problems.append(problem)
      }
    }
    throw problems.count == 1 ? problems[0] : .nothingFound(problems)
  }
}
