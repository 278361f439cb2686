public import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder of vector files and their manifest, or one file by itself.
public struct VectorStore: Sendable {
  public let root: String
  /// The file's name; nil for all that the folder's manifest lists.
  public let file: String?

  /// The store in a folder, or the one file there of that name.
  public init(root: String, file: String? = nil) {
    self.root = root
    self.file = file
  }

  /// Finds the vectors.
  ///
  /// - Parameters:
  ///   - path: The folder or the file that the user named, if so: then no other is tried.
  ///   - environment: The environment, whose `ADAMW_VECTORS` names the folder if the user did not.
  ///   - places: Absolute paths of folders: `Vectors` is looked for in each and in those around it.
  /// - Returns: The store in the first folder with a manifest.
  /// - Throws: ``VectorError/folderMissing(searched:)`` if there is none.
  public static func find(
    path: String?,
    environment: [String: String],
    beside places: [String]
  ) throws(VectorError) -> VectorStore {
    let variable = environment["ADAMW_VECTORS"].flatMap { $0.isEmpty ? nil : $0 }
    if let named = path ?? variable {
      var isFolder: Bool = false
      if FileManager.default.fileExists(atPath: named, isDirectory: &isFolder), !isFolder {
        let url = URL(filePath: named)
        return VectorStore(root: url.deletingLastPathComponent().path, file: url.lastPathComponent)
      }
      guard isStore(named) else { throw .folderMissing(searched: [named]) }
      return VectorStore(root: named)
    }
    for place in places {
      var folder = Substring(place)
      while let end = folder.lastIndex(of: "/") {
        if isStore("\(folder)/Vectors") { return VectorStore(root: "\(folder)/Vectors") }
        folder = folder[..<end]
      }
    }
    throw .folderMissing(searched: places.map { "\($0)/Vectors" })
  }

  static func isStore(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: URL(filePath: path).appending(path: "manifest.json").path)
  }

  /// The manifest alone, without the files that it lists.
  public func manifest() throws(VectorError) -> Manifest {
    try VectorReader(folder: root, file: "manifest.json").manifest()
  }

  /// All vectors, after everything that the manifest says of them has been checked.
  ///
  /// Of a file by itself nothing more is known than what stands in it.
  public func load() async throws -> VectorSet {
    if let file {
      let vectors = try await VectorReader(folder: root, file: file).vectors()
      return try VectorSet(checked: Manifest(of: vectors), files: [vectors])
    }
    let manifest = try manifest()
    let root = root
    let files = try await withThrowingTaskGroup(of: (Int, VectorFile).self) { group in
      for (index, file) in manifest.files.enumerated() {
        group.addTask {
          (index, try await VectorReader(folder: root, file: file.name).vectors(listed: file))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return try VectorSet(checked: manifest, files: manifest.files.indices.compactMap { files[$0] })
  }
}

extension VectorSet {
  /// The set of these files, whose number of cases is the manifest's and whose ids are unique.
  init(checked manifest: Manifest, files: [VectorFile]) throws(VectorError) {
    self.init(manifest: manifest, files: files)
    let cases = files.reduce(0) { $0 + $1.cases.count }
    guard cases == manifest.cases else {
      throw .wrongCount(file: "manifest.json", of: "cases", found: cases, listed: manifest.cases)
    }
    var home: [String: String] = [:]
    for file in files {
      for testCase in file.cases {
        if let other = home.updateValue(file.name, forKey: testCase.id) {
          throw .duplicateID(testCase.id, files: [other, file.name])
        }
      }
    }
  }
}
