package import Foundation

package import Conformance
import VectorFiles

/// A folder of vectors for one test, which is removed at its end.
package final class VectorFolder {
  package let path: String

  package init(
    _ files: [String: String] = ["sample.json": VectorFolder.file([Samples.small, Samples.refused])]
  )
    throws
  {
    path = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
    try writeManifest()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Loads the vectors, while the folder is still there.
  package func load() async throws -> VectorSet {
    defer { withExtendedLifetime(self) {} }
    return try await VectorStore(root: path).load()
  }

  /// A vector file with these cases.
  package static func file(
    _ cases: [String], inputs: String = Samples.inputs, format: String = VectorFile.format
  )
    -> String
  {
    """
    {"format":"\(format)","about":"For tests.","provenance":{"keras":"none"},"inputs":\(inputs),"cases":[
    \(cases.map { $0.replacing("\n", with: " ") }.joined(separator: ",\n"))
    ]}

    """
  }

  package func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  package func write(_ data: Data, to name: String) throws {
    try data.write(to: URL(filePath: path).appending(path: name))
  }

  package func read(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path).appending(path: name))
  }

  package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

  /// Writes the manifest of the files that are there, changed as a test wants it.
  package func writeManifest(
    format: String = Manifest.format, change: (inout [String: JSONValue]) -> Void = { _ in }
  )
    throws
  {
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".json") && $0 != "manifest.json" }.sorted()
    var total = 0
    let files = try names.map { name -> JSONValue in
      let data = try read(name)
      let document = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
      let cases = document?["cases"] as? [[String: Any]] ?? []
      let steps = cases.reduce(0) { sum, testCase in
        sum + (((testCase["expect"] as? [String: Any])?["steps"] as? [Any])?.count ?? 0)
      }
      total += cases.count
      var entry: [String: JSONValue] = [
        "name": .string(name), "cases": .number(Double(cases.count)), "steps": .number(Double(steps)),
        "bytes": .number(Double(data.count)), "sha256": .string(""),
        "fnv1a64": .string(String(data.fnv1a64, radix: 16)),
      ]
      change(&entry)
      return .object(entry)
    }
    let manifest: JSONValue = .object([
      "format": .string(format), "profile": .string("none"), "cases": .number(Double(total)),
      "rules": .array([.string("R-UPDATE-1"), .string("R-ERROR-CLIP")]), "provenance": .object([:]),
      "coverage": .object([:]), "files": .array(files),
    ])
    try write(try manifest.text, to: "manifest.json")
  }
}

extension JSONValue {
  package subscript(key: String) -> JSONValue? {
    if case .object(let fields) = self { fields[key] } else { nil }
  }
  package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
