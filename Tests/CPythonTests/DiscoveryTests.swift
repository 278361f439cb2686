@testable import CPython
import Foundation
import Testing

/// Where an interpreter is looked for, and which one is taken.
@Suite struct DiscoveryTests {
  let fake: FakeInterpreter

  init() throws { fake = try FakeInterpreter() }

  @Test func whoNamesOneWantsThatOne() {
    let environment = ["ADAMW_PYTHON": "python3.12", "PATH": "/bin"]
    #expect(
      Candidate.list(named: "mine", repository: "/repo", environment: environment) == [
        Candidate(.option, "mine")
      ]
    )
    #expect(
      Candidate.list(named: nil, repository: "/repo", environment: environment)
        == [Candidate(.environment, "python3.12")]
    )
  }

  @Test func theRepositoryComesBeforeTheSearchPath() {
    #expect(
      Candidate.list(named: nil, repository: "/repo", environment: ["ADAMW_PYTHON": ""])
        == [Candidate(.repository, "/repo/.venv/bin/python"), Candidate(.searchPath, "python3")]
    )
    #expect(
      Candidate.list(named: nil, repository: nil, environment: [:]) == [Candidate(.searchPath, "python3")]
    )
  }

  @Test func theFirstThatHasAllIsTaken() throws {
    try fake.writeLibrary("anything")
    _ = try fake.script("exit 1", named: "python3")
    let other = try FakeInterpreter()
    var interpreter = other.interpreter()
    interpreter.libraryDirectories = [fake.folder]
    try FileManager.default.moveItem(
      atPath: try other.answering(interpreter),
      toPath: "\(other.folder)/python3"
    )
    let discovery = Discovery(
      repository: fake.folder,
      modules: [PythonModule("numpy")],
      environment: ["PATH": "/no/such/folder:\(other.folder):\(fake.folder):/bin"]
    )
    #expect(discovery.attempts.map(\.candidate.origin) == [.repository, .searchPath])
    #expect(try discovery.found() == Discovery.Found(interpreter: interpreter, library: fake.library))
  }

  @Test func allThatWasTriedIsSaid() throws {
    let environment = ["PATH": fake.folder]
    let discovery = Discovery(repository: "/repo", environment: environment)
    let error = try #require(throws: SetupError.self) { try discovery.found() }
    #expect(
      error
        == .nothingFound([.notThere(path: "/repo/.venv/bin/python"), .notOnSearchPath(name: "python3")])
    )
    #expect(
      "\(error)" == """
        No Python that can be used was found. There is no file /repo/.venv/bin/python. There is no program \
        'python3' on the search path. Name a Python 3.10 to 3.14 with --python or ADAMW_PYTHON.
        """
    )
  }

  @Test func aSiteMayPrintBeforeTheAnswer() throws {
    try fake.writeLibrary("anything")
    let path = try fake.answering(fake.interpreter())
    let chatty = try fake.script("echo hello; exec \(path)", named: "chatty")
    #expect(try Discovery(named: chatty).found().interpreter == fake.interpreter())
  }

  @Test func theLibraryIsLookedForNearTheInstallation() throws {
    var interpreter = fake.interpreter()
    interpreter.libraryDirectories = ["/where/it/was/built"]
    let folder = "\(fake.folder)/lib"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try "anything".write(toFile: "\(folder)/libpython3.11.so.1.0", atomically: true, encoding: .utf8)
    #expect(try interpreter.library() == "\(folder)/libpython3.11.so.1.0")
  }

  @Test func versionsAreReadAndOrdered() throws {
    #expect(PythonVersion(3, 9, 18) < PythonVersion(3, 10))
    #expect(PythonVersion(3, 14, 99).isSupported)
    #expect(!PythonVersion(3, 15).isSupported)
    #expect(!PythonVersion(2, 7).isSupported)
    let json = try JSONEncoder().encode(PythonVersion(3, 13, 0))
    #expect(try JSONDecoder().decode(PythonVersion.self, from: json) == PythonVersion(3, 13, 0))
  }
}
