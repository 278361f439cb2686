/// What was tried to find a Python, what was found, and what is left to do.
public struct Diagnosis: Hashable, Sendable, Encodable {
  /// A place that was looked at.
  public struct Place: Hashable, Sendable, Encodable {
    public var origin: Candidate.Origin
    /// The path or name that was tried.
    public var name: String
    /// The interpreter, where there is one that can be embedded.
    public var interpreter: Interpreter?
    public var library: String?
    /// What is wrong there: a sentence.
    public var problem: String?
    /// What can be done about it: a sentence.
    public var remedy: String?
  }

  /// A module that was asked for.
  public struct Module: Hashable, Sendable, Encodable {
    public var name: String
    /// Its version, where it is installed.
    public var version: String?
    /// Whether nothing works without it.
    public var isRequired: Bool

    private enum CodingKeys: String, CodingKey {
      case name, version
      case isRequired = "required"
    }
  }

  /// Whether a Python can be started.
  public var isReady: Bool
  /// The places that were looked at, the one that is used last.
  public var places: [Place]
  /// The modules of the interpreter that is used, or of the first that could be if it had them all.
  public var modules: [Module]
  /// What to do where no Python can be started: a sentence.
  public var remedy: String?

  private enum CodingKeys: String, CodingKey {
    case places, modules, remedy
    case isReady = "ready"
  }

  /// Examines what a search found, and loads the library that it found, without starting it.
  public init(_ discovery: Discovery, modules: [PythonModule]) {
    places = discovery.attempts.map(Place.init)
    isReady = places.contains { $0.problem == nil }
    let place = places.first { $0.problem == nil } ?? places.first { $0.interpreter != nil }
    let versions = place?.interpreter?.modules
    self.modules = modules.compactMap { module in
      versions.map { Module(name: module.name, version: $0[module.name], isRequired: module.isRequired) }
    }
    remedy = (place ?? places.last)?.remedy
  }
}

extension Diagnosis.Place {
  fileprivate init(_ attempt: Discovery.Attempt) {
    origin = attempt.candidate.origin
    name = attempt.candidate.name
    do throws(SetupError) {
      let found = try attempt.outcome.get()
      interpreter = found.interpreter
      library = found.library
      _ = try Library(found.library, of: found.interpreter)
    } catch {
      problem = error.problem
      remedy = error.remedy
      interpreter = error.interpreter
    }
  }
}
