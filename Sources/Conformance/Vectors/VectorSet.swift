/// All vectors: the files that a manifest lists.
public struct VectorSet: Sendable {
  public let manifest: Manifest
  /// The files, in the manifest's order.
  public let files: [VectorFile]

  /// The set of these files. Who reads it from a disk sees that it is the manifest's.
  package init(manifest: Manifest, files: [VectorFile]) {
    self.manifest = manifest
    self.files = files
  }
}

extension VectorSet {
  /// All cases, each with its number from 1 on.
  public var numberedCases: [(sequence: Int, testCase: Case)] {
    files.flatMap(\.cases).enumerated().map { ($0 + 1, $1) }
  }
}
