import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
@testable import VectorFiles

@Suite struct VectorStoreTests {
  @Test func loadsFilesInTheOrderOfTheManifest() async throws {
    let second = Samples.small.replacing("sample/small", with: "other/small")
    let folder = try VectorFolder([
      "b.json": VectorFolder.file([second]),
      "a.json": VectorFolder.file([Samples.small, Samples.refused]),
      "empty.json": VectorFolder.file([]),
    ])
    let vectors = try await folder.load()
    #expect(vectors.files.map(\.name) == ["a.json", "b.json", "empty.json"])
    #expect(
      vectors.files.map { $0.cases.map(\.id) } == [["sample/small", "sample/refused"], ["other/small"], []]
    )
    #expect(vectors.manifest.cases == 3)
    #expect(vectors.files[0].cases[0].variables == vectors.files[0].cases[1].variables)
  }

  @Test func manyCasesKeepTheirOrder() async throws {
    let ids = (0..<1000).map { "sample/\($0)" }
    let cases = ids.map { Samples.small.replacing("sample/small", with: $0) }
    let vectors = try await VectorFolder(["many.json": VectorFolder.file(cases)]).load()
    #expect(vectors.files[0].cases.map(\.id) == ids)
  }

  @Test func powersAreRead() async throws {
    let file = VectorFolder.file([Samples.small]).replacing(
      "\"inputs\"",
      with: "\"powers\":{\"float32\":{\"0.5\":\"3f0000003e800000\"}},\"inputs\"",
      maxReplacements: 1
    )
    let vectors = try await VectorFolder(["sample.json": file]).load()
    #expect(
      vectors.files[0].powers == [.float32: ["0.5": Tensor(.float32, bits: [0x3f00_0000, 0x3e80_0000])]]
    )
  }

  // MARK: Damage

  @Test func aMissingFolderIsSaid() async {
    await #expect(throws: VectorError.fileMissing(file: "manifest.json", folder: "/nowhere")) {
      try await VectorStore(root: "/nowhere").load()
    }
  }

  @Test func aMissingFileIsSaid() async throws {
    let folder = try VectorFolder()
    try folder.remove("sample.json")
    await #expect(throws: VectorError.fileMissing(file: "sample.json", folder: folder.path)) {
      try await folder.load()
    }
  }

  @Test func aFolderInPlaceOfAFileIsUnreadable() async throws {
    let folder = try VectorFolder()
    try folder.remove("sample.json")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/sample.json",
      withIntermediateDirectories: false
    )
    let error = await #expect(throws: VectorError.self) { try await folder.load() }
    guard case .unreadable("sample.json", _) = error else { throw Unexpected(error: error) }
  }

  @Test func aFileCutAnywhereIsTruncated() async throws {
    let folder = try VectorFolder()
    let whole = try folder.read("sample.json")
    for length in stride(from: 0, to: whole.count, by: 23) {
      try folder.write(whole.prefix(length), to: "sample.json")
      await #expect(throws: VectorError.truncated(file: "sample.json", bytes: length, listed: whole.count)) {
        try await folder.load()
      }
    }
  }

  @Test func aManifestCutAnywhereIsRefused() async throws {
    let folder = try VectorFolder()
    let whole = try folder.read("manifest.json")
    for length in stride(from: 0, to: whole.count, by: 11) {
      try folder.write(whole.prefix(length), to: "manifest.json")
      await #expect(throws: VectorError.syntax(file: "manifest.json", line: nil)) {
        try await folder.load()
      }
    }
  }

  @Test func aChangedByteAnywhereIsDamage() async throws {
    let folder = try VectorFolder()
    let whole = try folder.read("sample.json")
    for index in stride(from: 0, to: whole.count, by: 23) {
      var changed = whole
      changed[index] ^= 1
      try folder.write(changed, to: "sample.json")
      await #expect(throws: VectorError.damaged(file: "sample.json")) { try await folder.load() }
    }
  }

  @Test func anAddedByteIsDamage() async throws {
    let folder = try VectorFolder()
    try folder.write(try folder.read("sample.json") + Data("\n".utf8), to: "sample.json")
    await #expect(throws: VectorError.damaged(file: "sample.json")) { try await folder.load() }
  }

  @Test(arguments: [("cases", "cases", 2), ("steps", "steps", 2)])
  func aManifestThatMiscountsIsRefused(field: String, what: String, found: Int) async throws {
    let folder = try VectorFolder()
    try folder.writeManifest { $0[field] = .number(7) }
    await #expect(throws: VectorError.wrongCount(file: "sample.json", of: what, found: found, listed: 7)) {
      try await folder.load()
    }
  }

  @Test func aManifestWithAWrongSumIsRefused() async throws {
    let folder = try VectorFolder()
    let manifest = String(decoding: try folder.read("manifest.json"), as: UTF8.self)
    let end = try #require(manifest.range(of: #""cases":2,"coverage""#))
    try folder.write(
      manifest.replacingCharacters(in: end, with: #""cases":3,"coverage""#),
      to: "manifest.json"
    )
    await #expect(throws: VectorError.wrongCount(file: "manifest.json", of: "cases", found: 2, listed: 3)) {
      try await folder.load()
    }
  }

  // MARK: Files that the manifest vouches for

  @Test func anotherFormatIsSaidBeforeAnythingElse() async throws {
    let text = VectorFolder.file([Samples.small], format: "adamw-vectors/2").replacing(
      "about",
      with: "purpose"
    )
    for text in [text, text.replacing("\n", with: "")] {
      let folder = try VectorFolder(["sample.json": text])
      await #expect(
        throws: VectorError.unknownFormat(
          file: "sample.json",
          found: "adamw-vectors/2",
          known: "adamw-vectors/1"
        )
      ) { try await folder.load() }
    }
    let folder = try VectorFolder()
    try folder.writeManifest(format: "adamw-manifest/2")
    await #expect(
      throws: VectorError.unknownFormat(
        file: "manifest.json",
        found: "adamw-manifest/2",
        known: "adamw-manifest/1"
      )
    ) { try await folder.load() }
  }

  @Test func theSameIdTwiceIsRefused() async throws {
    let folder = try VectorFolder([
      "a.json": VectorFolder.file([Samples.small]),
      "b.json": VectorFolder.file([Samples.refused, Samples.small]),
    ])
    await #expect(throws: VectorError.duplicateID("sample/small", files: ["a.json", "b.json"])) {
      try await folder.load()
    }
  }

  static let faults: [(text: String, replacement: String, error: VectorError)] = [
    (
      #""id":"sample/refused","#, "", .idMissing(file: "sample.json", line: 3)
    ),
    (
      #"3e8000003e800000"#, #"3e8000003e80000x"#,
      .malformed(
        file: "sample.json",
        case: "sample/small",
        field: "expect.steps[1].variables[0]",
        reason: "character 16 is not a lower-case hexadecimal digit"
      )
    ),
    (
      #"3e8000003e800000"#, #"3e800000"#,
      .malformed(
        file: "sample.json",
        case: "sample/small",
        field: "expect.steps[1].variables[0]",
        reason: "1 elements, but the variable has 2"
      )
    ),
    (
      #""inputs":"two""#, #""inputs":"three""#,
      .malformed(
        file: "sample.json",
        case: "sample/small",
        field: "inputs",
        reason: "the file has no inputs named 'three'"
      )
    ),
    (
      #""shape":[2]"#, #""shape":[3]"#,
      .malformed(
        file: "sample.json",
        case: nil,
        field: "inputs.two.variables[0].data",
        reason: "2 elements, but the shape [3] has 3"
      )
    ),
    (
      #""shape":[2]"#, #""shape":[4611686018427387904,4]"#,
      .malformed(
        file: "sample.json",
        case: nil,
        field: "inputs.two.variables[0].shape",
        reason: "an extent is out of range"
      )
    ),
    (
      #""about""#, #""abuot""#,
      .malformed(
        file: "sample.json",
        case: nil,
        field: "abuot",
        reason: "unknown field; known here: format, about, provenance, inputs, powers, cases"
      )
    ),
    (#"{"id":"sample/small""#, #"{"id":"sample/small"#, .syntax(file: "sample.json", line: 2)),
    (#","provenance""#, #"."provenance""#, .syntax(file: "sample.json", line: nil)),
    (#"}}},"# + "\n", #"}}}"# + "\n", .syntax(file: "sample.json", line: 2)),
    (#"}}"# + "\n]}", #"}},"# + "\n]}", .syntax(file: "sample.json", line: 3)),
    ("\n]}\n", "]}\n", .layout(file: "sample.json")),
  ]

  @Test(arguments: faults.indices) func aMalformedFileIsRefusedWithThePlace(index: Int) async throws {
    let fault = Self.faults[index]
    let whole = VectorFolder.file([Samples.small, Samples.refused])
    let text = whole.replacing(fault.text, with: fault.replacement, maxReplacements: 1)
    #expect(text != whole)
    let folder = try VectorFolder(["sample.json": text])
    await #expect(throws: fault.error) { try await folder.load() }
  }

  /// A folder where a file must be, as `open` and `read` see it.
  @Test func whatTheSystemSaysIsSaidInItsWords() throws {
    let folder = try VectorFolder()
    try folder.remove("sample.json")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/sample.json", withIntermediateDirectories: true)
    #expect(throws: VectorError.unreadable(file: "sample.json", reason: "Is a directory")) {
      try VectorReader(folder: folder.path, file: "sample.json").fileBytes()
    }
  }

  @Test func aMachineWithoutDescriptorsDoesNotBlameTheVectors() {
    #expect(VectorError.machineExhausted(file: "f", reason: "no").blame == .machine)
    #expect(VectorError.unreadable(file: "f", reason: "no").blame == .vectors)
  }

  @Test func errorsAreSentences() {
    let errors: [VectorError] =
      Self.faults.map(\.error) + [
        .folderMissing(searched: ["/a", "/b"]), .fileMissing(file: "f", folder: "/a"),
        .unreadable(file: "f", reason: "no"), .truncated(file: "f", bytes: 1, listed: 2), .damaged(file: "f"),
        .unknownFormat(file: "f", found: "a", known: "b"),
        .wrongCount(file: "f", of: "cases", found: 1, listed: 2),
        .duplicateID("a", files: ["f", "f"]),
      ]
    for error in errors {
      #expect(error.description.hasSuffix("."))
      #expect(!error.description.contains("\n"))
    }
    #expect(
      VectorError.malformed(file: "f.json", case: "a/b", field: "script[0]", reason: "no").description
        == "f.json, case 'a/b', script[0]: no."
    )
  }

  struct Unexpected: Error { let error: VectorError? }
}
