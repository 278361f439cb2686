@testable import CPython
import Foundation

/// The Python that the tests run, if there is one.
enum Live {
  /// The directory of this package.
  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path()

  /// The directory of the Python module that the tests call.
  static let fixtures = packageRoot + "Tests/CPythonTests/Fixtures"

  private static let found = Result { () throws(SetupError) in
    try Discovery(repository: packageRoot, modules: [PythonModule("numpy")]).found()
  }

  private static let python = Result {
    let python = try Python.start(found.get())
    try python.withLock { try $0.run("path.append", in: "sys", .string(fixtures)) }
    return python
  }

  /// Python with this folder's `Fixtures` on its module path.
  static func start() throws -> Python { try python.get() }

  /// The interpreter, without starting it.
  static func interpreter() throws -> Discovery.Found { try found.get() }

  /// Whether tests of a running Python are to be run: where one is found, and where one is demanded.
  static var isWanted: Bool {
    if case .success = found { return true }
    return ProcessInfo.processInfo.environment["REQUIRE_KERAS"] == "1"
  }

  /// Why such tests are skipped.
  static var reason: String {
    switch found {
    case .success: "Python is there"
    case .failure(let error): "no Python: \(error)"
    }
  }
}
