import CPython
import Foundation
import KerasOracle

/// Real Keras, if it is there.
enum Live {
  /// The directory of this package.
  static let packageRoot = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  private static let found = Result { () throws(SetupError) in
    try KerasInstallation(repository: packageRoot).discovery.found()
  }

  private static let port = Result { try KerasPort(found.get(), repository: packageRoot) }

  /// Real Keras as a port.
  static func start() throws -> KerasPort { try port.get() }

  /// Whether Keras is demanded.
  static let isRequired = ProcessInfo.processInfo.environment["REQUIRE_KERAS"] == "1"

  /// Whether tests of real Keras are to be run: where it is found, and where it is demanded.
  static var isWanted: Bool {
    if case .success = found { true } else { isRequired }
  }

  /// Why such tests are skipped.
  static var reason: String {
    switch found {
    case .success: "Keras is there"
    case .failure(let error): "no Keras: \(error)"
    }
  }
}
