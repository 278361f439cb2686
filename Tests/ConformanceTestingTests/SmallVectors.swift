import Foundation

/// A folder with some of the repository's vector files, and a manifest of them.
final class SmallVectors: Sendable {
  let path: String
  let cases: Int

  init(files names: Set<String>) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors")
    let folder = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let contents = try Data(contentsOf: root.appending(path: "manifest.json"))
    guard var manifest = try JSONSerialization.jsonObject(with: contents) as? [String: Any],
      let listed = manifest["files"] as? [[String: Any]]
    else { throw CocoaError(.coderReadCorrupt) }
    let files = listed.filter { names.contains($0["name"] as? String ?? "") }
    let cases = files.reduce(0) { $0 + ($1["cases"] as? Int ?? 0) }
    manifest["files"] = files
    manifest["cases"] = cases
    try JSONSerialization.data(withJSONObject: manifest).write(to: folder.appending(path: "manifest.json"))
    for name in names {
      try FileManager.default.copyItem(at: root.appending(path: name), to: folder.appending(path: name))
    }
    path = folder.path
    self.cases = cases
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
