public import Conformance

extension VectorStore {
  /// The vectors of a profile: all cases with its answers, and those that it has alone.
  ///
  /// Other profiles than ``Profile/eager`` lie in folders of their names within the store's, which hold only answers that
  /// are not those of eager mode. A file by itself that has no answers there is of any profile: what it expects is what is
  /// expected.
  public func load(in profile: Profile) async throws -> VectorSet {
    let eager = try await load()
    if profile == .eager { return eager }
    let folder = "\(root)/\(profile.rawValue)"
    if let file { return try await answered(eager, file: file, in: folder) }
    let manifest = try VectorReader(folder: folder, file: "manifest.json").manifest()
    let listed = Dictionary(manifest.answers.map { ($0.file.name, $0) }) { first, _ in first }
    var files: [VectorFile] = []
    for file in eager.files {
      guard let answers = listed[file.name] else {
        throw VectorError.fileMissing(file: file.name, folder: folder)
      }
      files.append(try await VectorReader(folder: folder, file: file.name).answers(to: file, listed: answers))
    }
    for file in manifest.files {
      files.append(try await VectorReader(folder: folder, file: file.name).vectors(listed: file))
    }
    return try VectorSet(checked: manifest, files: files)
  }

  /// A file by itself, with the answers of a folder where that has some.
  private func answered(_ eager: VectorSet, file name: String, in folder: String) async throws -> VectorSet {
    guard Self.isStore(folder), let file = eager.files.first else { return eager }
    let manifest = try VectorReader(folder: folder, file: "manifest.json").manifest()
    guard let listed = manifest.answers.first(where: { $0.file.name == name }) else { return eager }
    let answers = try await VectorReader(folder: folder, file: name).answers(to: file, listed: listed)
    let own = Manifest.File(name: answers.name, cases: answers.cases.count, steps: answers.stepCount)
    return try VectorSet(
      checked: Manifest(
        profile: manifest.profile, cases: own.cases, rules: nil, provenance: answers.provenance, files: [own],
        answers: [listed]),
      files: [answers])
  }
}
