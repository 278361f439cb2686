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
    if let file { return try await answered(eager, file: file, in: profile) }
    let manifest = try reader(of: "manifest.json", in: profile).manifest()
    let listed = Dictionary(manifest.answers.map { ($0.file.name, $0) }) { first, _ in first }
    var files: [VectorFile] = []
    for file in eager.files {
      guard let answers = listed[file.name] else {
        throw VectorError.fileMissing(file: "\(profile.rawValue)/\(file.name)", folder: root)
      }
      files.append(try await reader(of: file.name, in: profile).answers(to: file, listed: answers))
    }
    for file in manifest.files {
      files.append(try await reader(of: file.name, in: profile).vectors(listed: file))
    }
    return try VectorSet(checked: manifest, files: files)
  }

  private func reader(of name: String, in profile: Profile) -> VectorReader {
    VectorReader(folder: root, file: "\(profile.rawValue)/\(name)")
  }

  /// A file by itself, with the answers of a profile where that has some.
  private func answered(_ eager: VectorSet, file name: String, in profile: Profile) async throws -> VectorSet
  {
    guard Self.isStore("\(root)/\(profile.rawValue)"), let file = eager.files.first else { return eager }
    let manifest = try reader(of: "manifest.json", in: profile).manifest()
    guard let listed = manifest.answers.first(where: { $0.file.name == name }) else { return eager }
    let answers = try await reader(of: name, in: profile).answers(to: file, listed: listed)
    let own = Manifest.File(name: answers.name, cases: answers.cases.count, steps: answers.stepCount)
    return try VectorSet(
      checked: Manifest(
        profile: manifest.profile, cases: own.cases, rules: nil, provenance: answers.provenance, files: [own],
        answers: [listed]),
      files: [answers])
  }
}
