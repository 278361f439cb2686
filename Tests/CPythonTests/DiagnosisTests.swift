import Foundation
import Testing

@testable import CPython

/// What the doctor says.
@Suite struct DiagnosisTests {
  let fake: FakeInterpreter
  let modules = [PythonModule("numpy"), PythonModule("keras"), PythonModule("jax", isRequired: false)]

  init() throws { fake = try FakeInterpreter() }

  private func diagnosis(named name: String? = nil, environment: [String: String]) -> Diagnosis {
    let discovery = Discovery(named: name, repository: "/repo", modules: modules, environment: environment)
    return Diagnosis(discovery, modules: modules)
  }

  @Test func nothingIsThere() throws {
    let diagnosis = diagnosis(environment: ["PATH": fake.folder])
    #expect(!diagnosis.isReady)
    #expect(
      "\(diagnosis)" == """
        Looked for a Python 3.10 to 3.14:
          .venv         /repo/.venv/bin/python
                        There is no file /repo/.venv/bin/python.
          PATH          python3
                        There is no program 'python3' on the search path.
        Not ready. Name a Python 3.10 to 3.14 with --python or ADAMW_PYTHON.
        """
    )
  }

  @Test func aModuleIsMissing() throws {
    try fake.writeLibrary("anything")
    let path = try fake.answering(fake.interpreter(modules: ["numpy": "2.4.6"]))
    let diagnosis = diagnosis(named: path, environment: ["PATH": "/bin"])
    #expect(!diagnosis.isReady)
    #expect(
      "\(diagnosis)" == """
        Looked for a Python 3.10 to 3.14:
          --python      \(path)
                        Python 3.11.7, \(path)
                        \(path) (Python 3.11.7) has no keras.
        Modules:
          numpy  2.4.6
          keras  missing
          jax    not installed, not needed
        Not ready. Install what is missing: \(path) -m pip install keras
        """
    )
  }

  @Test(.enabled(if: Live.isWanted, "\(Live.reason)"))
  func allIsWell() throws {
    let python = try Live.start().interpreter
    let modules = [PythonModule("numpy")]
    let discovery = Discovery(named: python.executable, modules: modules)
    let diagnosis = Diagnosis(discovery, modules: modules)
    #expect(diagnosis.isReady)
    #expect(
      "\(diagnosis)" == """
        Looked for a Python 3.10 to 3.14:
          --python      \(python.executable)
                        Python \(python.version), \(python.executable)
                        library \(try python.library())
        Modules:
          numpy  \(try #require(python.modules["numpy"]))
        Ready.
        """
    )
    let json = try JSONEncoder().encode(diagnosis)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["ready"] as? Bool == true)
    let places = try #require(object["places"] as? [[String: Any]])
    #expect(places.first?["origin"] as? String == "--python")
    #expect(places.first?["library"] as? String == (try python.library()))
  }
}
