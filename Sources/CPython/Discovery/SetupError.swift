/// Why an interpreter cannot be embedded.
public indirect enum SetupError: Error, Hashable, Sendable {
  /// Nothing of this name is on the search path.
  case notOnSearchPath(name: String)
  /// There is no such file.
  case notThere(path: String)
  /// The file is a link, and what it leads to is not there: a virtual environment that outlived its Python.
  case brokenLink(path: String, destination: String)
  /// The system does not run the file.
  case notRunnable(path: String, reason: String)
  /// The program ran, and did not answer as a Python does.
  case notPython(path: String, said: String)
  /// The program did not end.
  case noAnswer(path: String, seconds: Double)
  /// Another implementation of Python.
  case notCPython(path: String, implementation: String)
  /// A version that is too old or too new.
  case unsupportedVersion(path: String, PythonVersion)
  /// The interpreter was built without a shared library, and none lies beside it.
  case staticOnly(Interpreter, tried: [String])
  /// The interpreter was built with a shared library, which is not installed.
  case libraryMissing(Interpreter, tried: [String])
  /// The interpreter lacks modules.
  case modulesMissing(Interpreter, [PythonModule])
  /// The system does not load the library.
  case libraryNotLoadable(library: String, reason: String)
  /// The library is of another version than the interpreter.
  case libraryOfAnotherVersion(library: String, found: String, Interpreter)
  /// The library lacks a function that is needed.
  case functionMissing(library: String, name: String)
  /// Python did not start.
  case initializationFailed(library: String, reason: String)
  /// The process has a Python already, which cannot be exchanged.
  case alreadyRunning(executable: String)
  /// Another part of the process has started this library.
  case startedByAnother(library: String)
  /// None of the places has an interpreter that can be used.
  case nothingFound([SetupError])
}

extension SetupError: CustomStringConvertible {
  public var description: String { "\(problem) \(remedy)" }

  /// A sentence: what was tried, and what was found.
  public var problem: String { findings.plain }

  /// A sentence: what to do about it.
  public var remedy: String { advice.plain }

  private var findings: String {
    switch self {
    case .notOnSearchPath(let name):
      "There is no program '\(name)' on the search path."
    case .notThere(let path):
      "There is no file \(path)."
    case .brokenLink(let path, let destination):
      "\(path) is a link to \(destination), which is gone."
    case .notRunnable(let path, let reason):
      "\(path) cannot be run: \(reason)."
    case .notPython(let path, let said):
      said.isEmpty
        ? "\(path) is not a Python: asked for its version, it said nothing."
        : "\(path) is not a Python: asked for its version, it said '\(said)'."
    case .noAnswer(let path, let seconds):
      "\(path), asked for its version, did not answer within \(Int(seconds.rounded(.up))) s."
    case .notCPython(let path, let implementation):
      "\(path) is \(implementation), and only CPython can be embedded."
    case .unsupportedVersion(let path, let version):
      "\(path) is Python \(version), and only \(PythonVersion.oldest.line) to \(PythonVersion.newest.line) "
        + "can be embedded: it is too \(version < .oldest ? "old" : "new")."
    case .staticOnly(let python, let tried):
      "\(python.title) was built without a shared library, and none lies beside it (looked for "
        + "\(tried.joined(separator: ", ")))."
    case .libraryMissing(let python, let tried):
      "The library of \(python.title) is not installed (looked for \(tried.joined(separator: ", ")))."
    case .modulesMissing(let python, let modules):
      "\(python.title) has no \(modules.map(\.name).joined(separator: ", no "))."
    case .libraryNotLoadable(let library, let reason):
      "The system does not load \(library): \(reason)."
    case .libraryOfAnotherVersion(let library, let found, let python):
      "\(library) is the library of Python \(found), and not of \(python.title)."
    case .functionMissing(let library, let name):
      "\(library) has no function \(name), as the library of every CPython from \(PythonVersion.oldest.line) "
        + "to \(PythonVersion.newest.line) does."
    case .initializationFailed(let library, let reason):
      "Python did not start from \(library): \(reason)."
    case .alreadyRunning(let executable):
      "The process runs the Python of \(executable) already, and a process has one for all its life."
    case .startedByAnother(let library):
      "Another part of the process has started \(library), and a Python has one owner."
    case .nothingFound(let problems):
      "No Python that can be used was found. \(problems.map(\.problem).joined(separator: " "))"
    }
  }

  private var advice: String {
    switch self {
    case .notOnSearchPath, .notThere, .notPython, .noAnswer, .notCPython, .unsupportedVersion,
      .nothingFound([]):
      "Name a Python \(PythonVersion.oldest.line) to \(PythonVersion.newest.line) with --python or ADAMW_PYTHON."
    case .brokenLink:
      "Make the virtual environment again, or name another Python with --python or ADAMW_PYTHON."
    case .notRunnable:
      "Name the interpreter itself, such as .venv/bin/python: not its directory, not its library."
    case .staticOnly:
      "Use another Python, or build this one with --enable-shared "
        + "(pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared)."
    case .libraryMissing(let python, _):
      "Install it (Debian: apt-get install libpython\(python.version.line))."
    case .modulesMissing(let python, let modules):
      "Install what is missing: \(python.instruction(toInstall: modules.map(\.requirement)))"
    case .libraryNotLoadable, .libraryOfAnotherVersion, .functionMissing, .initializationFailed:
      "Install this Python again, or name another with --python or ADAMW_PYTHON."
    case .alreadyRunning, .startedByAnother:
      "Start another process for another Python."
    case .nothingFound(let problems):
      // What is nearest to being of use.
      (problems.first { $0.interpreter != nil } ?? problems[problems.count - 1]).advice
    }
  }
}

extension SetupError {
  /// The interpreter that could be embedded if it had all modules.
  var interpreter: Interpreter? {
    if case .modulesMissing(let interpreter, _) = self { interpreter } else { nil }
  }
}

extension Interpreter {
  /// What a sentence calls the interpreter.
  var title: String { "\(executable) (Python \(version))" }
}
