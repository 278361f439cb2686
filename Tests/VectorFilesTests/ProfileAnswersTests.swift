import Foundation
import Testing

import Conformance
import ConformanceSamples
@testable import VectorFiles

/// A folder with answers in a graph beside those of eager mode.
@Suite struct ProfileAnswersTests {
  private static let answer = """
    {"id":"sample/small","expect":{"steps":[{"variables":["3f0000003e800000"]},{"variables":["3e8000003e000000"]}],\
    "state":{"iterations":2,"learning_rate":"3dcccccd","slots":{"momentum":["3f0000003f000000"],\
    "velocity":["3f0000003f000000"]}}}}
    """
  private static let own = Samples.small.replacing("sample/small", with: "own/small")

  @Test func aCaseHasTheAnswerOfTheProfileAndNamesItsRulesToo() async throws {
    let vectors = try await Self.folder().load(in: .graph)
    #expect(vectors.files.map(\.name) == ["sample.json", "own.json"])
    let cases = vectors.files[0].cases
    #expect(cases.map(\.id) == ["sample/small", "sample/refused"])
    #expect(cases[0].rules.map(\.id) == ["R-UPDATE-1", "R-GRAPH-EPSILON"])
    guard case .values(let values) = cases[0].expectation else { throw Unexpected() }
    #expect(values.steps[1].variables[0].values == [0.25, 0.125])
  }

  @Test func whatIsEqualIsTheAnswerOfEagerMode() async throws {
    let folder = try Self.folder()
    let (eager, graph) = (try await folder.load(in: .eager), try await folder.load(in: .graph))
    #expect(graph.files[0].cases[1] == eager.files[0].cases[1])
    #expect(graph.files[0].cases[0].variables == eager.files[0].cases[0].variables)
  }

  @Test func aFileByItselfHasItsAnswersToo() async throws {
    let folder = try Self.folder()
    let vectors = try await VectorStore(root: folder.path, file: "sample.json").load(in: .graph)
    guard case .values(let values) = vectors.files[0].cases[0].expectation else { throw Unexpected() }
    #expect(values.steps[1].variables[0].values == [0.25, 0.125])
  }

  @Test func aFileWithoutAnswersIsOfAnyProfile() async throws {
    let folder = try VectorFolder()
    let vectors = try await VectorStore(root: folder.path, file: "sample.json").load(in: .graph)
    #expect(vectors.files[0].cases.count == 2)
  }

  // MARK: Damage

  @Test(arguments: ["sample.json", "own.json"])
  func aChangedByteIsDamageOfTheProfilesFile(name: String) async throws {
    let folder = try Self.folder()
    let text = String(decoding: try folder.read("graph/\(name)"), as: UTF8.self)
    try folder.write(text.replacing("3e800000", with: "3e800001"), to: "graph/\(name)")
    await #expect(throws: VectorError.damaged(file: "graph/\(name)")) { try await folder.load(in: .graph) }
    #expect(try await folder.load(in: .eager).manifest.cases == 2)
  }

  @Test(arguments: ["manifest.json", "sample.json", "own.json"])
  func aMissingFileIsNamedWithItsFolder(name: String) async throws {
    let folder = try Self.folder()
    try folder.remove("graph/\(name)")
    await #expect(throws: VectorError.fileMissing(file: "graph/\(name)", folder: folder.path)) {
      try await folder.load(in: .graph)
    }
  }

  @Test func aFileThatNoAnswersAreListedOfIsMissing() async throws {
    let folder = try Self.folder(listing: "other.json")
    await #expect(throws: VectorError.fileMissing(file: "graph/sample.json", folder: folder.path)) {
      try await folder.load(in: .graph)
    }
  }

  @Test(arguments: [("answers", 2, 1, 1), ("equal cases", 1, 3, 1)])
  func countsThatAreNotThoseOfTheManifestAreRefused(what: String, cases: Int, equal: Int, found: Int)
    async throws
  {
    let folder = try Self.folder(cases: cases, equal: equal)
    let listed = what == "answers" ? cases : equal
    await #expect(
      throws: VectorError.wrongCount(file: "graph/sample.json", of: what, found: found, listed: listed)
    ) { try await folder.load(in: .graph) }
  }

  @Test func aCaseThatIsEqualAndIsNotIsCountedTwice() async throws {
    let folder = try Self.folder(equalCases: ["sample/small"])
    await #expect(
      throws: VectorError.wrongCount(file: "graph/sample.json", of: "answered cases", found: 1, listed: 2)
    ) { try await folder.load(in: .graph) }
  }

  @Test func anAnswerToNoCaseIsRefusedByItsId() async throws {
    let folder = try Self.folder(answer: Self.answer.replacing("sample/small", with: "sample/none"))
    await #expect(
      throws: VectorError.malformed(
        file: "graph/sample.json", case: "sample/none", field: "id",
        reason: "'sample/none' is the id of no case")
    ) { try await folder.load(in: .graph) }
  }

  @Test func anAnswerThatDoesNotFitItsCaseIsRefused() async throws {
    let folder = try Self.folder(answer: Self.answer.replacing("3e8000003e000000", with: "3e800000"))
    let error = await #expect(throws: VectorError.self) { try await folder.load(in: .graph) }
    guard case .malformed("graph/sample.json", "sample/small", _, _) = error else { throw Unexpected() }
  }

  @Test(arguments: ["provenance", "equal", "rules"])
  func aHeaderWithoutAFieldIsRefused(field: String) async throws {
    let folder = try Self.folder(header: Self.header().replacing("\"\(field)\":", with: "\"about\":"))
    await #expect(
      throws: VectorError.malformed(
        file: "graph/sample.json", case: nil, field: field, reason: "the field is missing")
    ) { try await folder.load(in: .graph) }
  }

  @Test func anotherFormatIsRefused() async throws {
    let folder = try Self.folder(header: Self.header().replacing("adamw-answers/1", with: "adamw-answers/2"))
    await #expect(
      throws: VectorError.unknownFormat(
        file: "graph/sample.json", found: "adamw-answers/2", known: "adamw-answers/1")
    ) { try await folder.load(in: .graph) }
  }

  // MARK: Making one

  private static func header(_ equal: [String] = ["sample/refused"]) -> String {
    """
    {"format":"adamw-answers/1","about":"For tests.","provenance":{},\
    "equal":[\(equal.map { "\"\($0)\"" }.joined(separator: ","))],\
    "rules":{"sample/small":["R-GRAPH-EPSILON"]},"cases":[
    """
  }

  private static func folder(
    answer: String = answer, header: String? = nil, equalCases: [String] = ["sample/refused"],
    listing name: String = "sample.json", cases: Int = 1, equal: Int = 1
  ) throws -> VectorFolder {
    let folder = try VectorFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/graph", withIntermediateDirectories: false)
    try folder.write("\(header ?? Self.header(equalCases))\n\(answer)\n]}\n", to: "graph/sample.json")
    try folder.write(VectorFolder.file([own]), to: "graph/own.json")
    func entry(_ name: String, of file: String, _ more: String) throws -> String {
      let data = try folder.read("graph/\(file)")
      return """
        {"name":"\(name)","steps":2,"bytes":\(data.count),"sha256":"","fnv1a64":"\(String(data.fnv1a64, radix: 16))"\
        ,\(more)}
        """
    }
    let answers = try entry(name, of: "sample.json", "\"cases\":\(cases),\"equal\":\(equal)")
    let own = try entry("own.json", of: "own.json", "\"cases\":1")
    try folder.write(
      """
      {"format":"adamw-manifest/1","profile":"graph","cases":3,"rules":[],"provenance":{},"coverage":{},\
      "answers":[\(answers)],"files":[\(own)]}
      """, to: "graph/manifest.json")
    return folder
  }

  private struct Unexpected: Error {}
}

extension VectorFolder {
  /// Loads the vectors of a profile, while the folder is still there.
  fileprivate func load(in profile: Profile) async throws -> VectorSet {
    defer { withExtendedLifetime(self) {} }
    return try await VectorStore(root: path).load(in: profile)
  }
}
