@testable import CPython
import Foundation
import Testing

private let fixture = "bridge_fixture"

/// Every Python of this machine that can be embedded, each in a process of its own: what runs here is what
/// its interpreter would be.
@Suite struct InterpreterTests {
  @Test(arguments: Machine.interpreters)
  func theLibraryIsWhatTheInterpreterIs(name: String) async {
    await #expect(processExitsWith: .success) { [name] in
      let found = try Discovery(named: name).found()
      let python = try Python.start(found)
      try python.withLock { try $0.run("path.append", in: "sys", .string(Live.fixtures)) }
      let text: String = try python.withLock { try $0.call("describe", in: fixture) }
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let here = try decoder.decode(Description.self, from: Data(text.utf8))
      let asked = found.interpreter
      #expect(here.version == asked.version)
      #expect(here.executable == asked.executable)
      #expect(here.prefix == asked.prefix)
      #expect(here.basePrefix == asked.basePrefix)
      #expect(here.modulePath == asked.modulePath)
      #expect(here.encoding.lowercased() == "utf-8 utf-8")
      let error = #expect(throws: PythonException.self) {
        try python.withLock { try $0.run("fail", in: fixture, .string("why")) }
      }
      #expect(error?.traceback.hasSuffix("ValueError: why") == true)
    }
  }

  private struct Description: Decodable {
    let version: PythonVersion
    let executable, prefix, basePrefix, encoding: String
    let modulePath: [String]
  }
}

/// The interpreters of this machine: on the search path, in the repository, and pyenv's.
enum Machine {
  /// The programs, one for each that says it is another.
  static let interpreters: [String] = {
    let environment = ProcessInfo.processInfo.environment
    let names = ["python3"] + (10...14).map { "python3.\($0)" }
    let searchPath = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let pyenv = environment["PYENV_ROOT"] ?? "\(environment["HOME"] ?? "")/.pyenv"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "\(pyenv)/versions")) ?? []
    let folders =
      ["\(Live.packageRoot).venv/bin"] + searchPath + versions.map { "\(pyenv)/versions/\($0)/bin" }
    let programs = folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
      .filter(FileManager.default.isExecutableFile(atPath:))
    var seen: Set<String> = []
    return programs.compactMap { try? Discovery(named: $0).found().interpreter.executable }
      .filter { seen.insert(URL(filePath: $0).deletingLastPathComponent().path()).inserted }
  }()
}
