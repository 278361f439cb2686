@testable import VectorFiles
import Conformance
import ReferencePort

/// The vectors of the repository and what the reference answers to them, each computed once.
enum GoldenVectors {
  /// The root of the package, two folders above this file's.
  static let packageRoot = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  static let store = VectorStore(root: packageRoot + "/Vectors")

  static let loaded = Task { try await store.load() }

  static let result = Task {
    try await Suite(vectors: try await loaded.value).run(workers: 2) { SwiftPort() }
  }

  static let inGraph = Task {
    try await Suite(vectors: try await store.load(in: .graph)).run(workers: 2) { SwiftPort(in: .graph) }
  }

  /// The names of the files, for one test case each; none if the manifest cannot be read.
  static let fileNames: [String] = (try? store.manifest().files.map(\.name)) ?? []
}
