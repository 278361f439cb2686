@testable import CPython
import Foundation
import Processes
import Testing

/// What is said of set-ups that cannot work: what was tried, what was found, what to do.
@Suite struct BrokenSetupTests {
  let fake: FakeInterpreter
  let modules = [PythonModule("numpy"), PythonModule("keras", requirement: "keras tensorflow-cpu")]

  init() throws { fake = try FakeInterpreter() }

  /// The error for an interpreter that the user names.
  private func problem(with path: String) throws -> SetupError {
    let discovery = Discovery(named: path, modules: modules)
    return try #require(throws: SetupError.self) { try discovery.found() }
  }

  @Test func wrongPath() throws {
    let error = try problem(with: "/no/such/python")
    #expect(error == .notThere(path: "/no/such/python"))
    #expect(
      "\(error)"
        == "There is no file /no/such/python. Name a Python 3.10 to 3.14 with --python or ADAMW_PYTHON."
    )
  }

  @Test func nameThatIsNotOnTheSearchPath() throws {
    let error = try problem(with: "python3.99")
    #expect(error.problem == "There is no program 'python3.99' on the search path.")
  }

  @Test func linkToNowhere() throws {
    let path = "\(fake.folder)/python"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/no/such/python")
    #expect(try problem(with: path).problem == "\(path) is a link to /no/such/python, which is gone.")
  }

  @Test(arguments: ["a directory", "a library"])
  func notAProgram(kind: String) throws {
    let path = "\(fake.folder)/thing"
    if kind == "a directory" {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    } else {
      try "no program".write(toFile: path, atomically: true, encoding: .utf8)
    }
    let error = try problem(with: path)
    #expect(error.problem == "\(path) cannot be run: Permission denied.")
    #expect(error.remedy.contains("the interpreter itself"))
  }

  @Test(arguments: [
    ("echo I am a teapot", "is not a Python: asked for its version, it said 'I am a teapot'."),
    ("true", "is not a Python: asked for its version, it said nothing."),
    ("echo '{}'; echo broken >&2; exit 3", "is not a Python: asked for its version, it said 'broken'."),
    ("yes", "is not a Python: asked for its version, it said 'y'."),
    (#"printf 'a\033[2Jb\342\200\256c\007'"#, "is not a Python: asked for its version, it said 'a[2Jbc'."),
  ])
  func notAPython(script: String, sentence: String) throws {
    let path = try fake.script(script)
    let error = try problem(with: path)
    #expect(error.problem == "\(path) \(sentence)")
  }

  @Test func whatPythonPrintsCannotTakeHoldOfATerminal() {
    let exception = PythonException(type: "ValueError", message: "a\u{1b}[2Jb\u{202e}\n\tc")
    #expect("\(exception)" == "ValueError: a[2Jb\n\tc")
    let error = SetupError.notCPython(path: "/python", implementation: "py\u{1b}]0;py")
    #expect(error.problem == "/python is py]0;py, and only CPython can be embedded.")
  }

  @Test func noAnswer() throws {
    let path = try fake.script("sleep 60")
    let start = ContinuousClock.now
    #expect(throws: SetupError.noAnswer(path: path, seconds: 0.2)) {
      try Interpreter.ask(path, about: [], environment: ["PATH": "/bin"], within: 0.2, under: Supervisor())
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test(arguments: [
    (PythonVersion(2, 7, 18), "too old"), (PythonVersion(3, 9, 18), "too old"),
    (PythonVersion(3, 15, 0), "too new"),
  ])
  func unsupportedVersion(version: PythonVersion, judgement: String) throws {
    let path = try fake.answering(fake.interpreter(version: version))
    let error = try problem(with: path)
    #expect(
      error.problem
        == "\(path) is Python \(version), and only 3.10 to 3.14 can be embedded: it is \(judgement)."
    )
  }

  @Test func anotherImplementation() throws {
    let path = try fake.answering(fake.interpreter(implementation: "pypy"))
    #expect(try problem(with: path).problem == "\(path) is pypy, and only CPython can be embedded.")
  }

  @Test func staticOnly() throws {
    let path = try fake.answering(fake.interpreter(isShared: false))
    let error = try problem(with: path)
    #expect(error.problem.contains("\(path) (Python 3.11.7) was built without a shared library"))
    #expect(error.problem.contains("looked for \(fake.folder)/libpython3.11.so.1.0"))
    #expect(error.remedy.contains("--enable-shared"))
  }

  @Test func missingLibrary() throws {
    let path = try fake.answering(fake.interpreter())
    let error = try problem(with: path)
    #expect(error.problem.contains("The library of \(path) (Python 3.11.7) is not installed"))
    #expect(error.remedy == "Install it (Debian: apt-get install libpython3.11).")
  }

  @Test(arguments: [("numpy", "numpy"), ("keras", "keras tensorflow-cpu")])
  func missingModule(name: String, requirement: String) throws {
    var interpreter = fake.interpreter()
    interpreter.modules[name] = nil
    let path = try fake.answering(interpreter)
    try fake.writeLibrary("anything")
    let error = try problem(with: path)
    #expect(error.problem == "\(path) (Python 3.11.7) has no \(name).")
    #expect(error.remedy == "Install what is missing: \(path) -m pip install \(requirement)")
  }

  @Test func missingModuleOfAnInterpreterThatIsNotToBeChanged() throws {
    var interpreter = fake.interpreter(modules: [:])
    interpreter.isExternallyManaged = true
    let path = try fake.answering(interpreter)
    try fake.writeLibrary("anything")
    let error = try problem(with: path)
    #expect(error.problem == "\(path) (Python 3.11.7) has no numpy, no keras.")
    #expect(
      error.remedy == "Install what is missing: \(path) -m venv .venv && "
        + ".venv/bin/python -m pip install numpy keras tensorflow-cpu"
    )
  }

  @Test func libraryThatIsNone() throws {
    try fake.writeLibrary("no library")
    let problem = try problemOfLoading(fake.interpreter())
    #expect(problem.hasPrefix("The system does not load \(fake.library): "))
  }

  @Test func libraryOfSomethingElse() throws {
    try fake.linkLibrary(to: try #require(Self.cLibrary))
    let problem = try problemOfLoading(fake.interpreter())
    #expect(problem.hasPrefix("\(fake.library) has no function Py_GetVersion"))
  }

  @Test(.enabled(if: Live.isWanted, "\(Live.reason)"))
  func libraryOfAnotherVersion() throws {
    let real = try Live.start().interpreter
    try fake.linkLibrary(to: real.library())
    var interpreter = fake.interpreter(version: PythonVersion(3, 12, 99))
    interpreter.libraryNames = ["libpython3.11.so.1.0"]
    let problem = try problemOfLoading(interpreter)
    #expect(
      problem == "\(fake.library) is the library of Python \(real.version), "
        + "and not of \(fake.folder)/python (Python 3.12.99)."
    )
  }

  /// What the doctor says of an interpreter whose library is there.
  private func problemOfLoading(_ interpreter: Interpreter) throws -> String {
    let path = try fake.answering(interpreter)
    let diagnosis = Diagnosis(Discovery(named: path, modules: modules), modules: modules)
    #expect(!diagnosis.isReady)
    return try #require(diagnosis.places.first?.problem)
  }

  /// A library that is no Python's.
  private static let cLibrary: String? = {
    let file = FileHandle(forReadingAtPath: "/proc/self/maps")
    let maps = (try? file?.readToEnd()).map { String(decoding: $0, as: UTF8.self) }
    return maps?.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
      .first { $0.contains("libc.") || $0.contains("libc-") }
  }()
}
