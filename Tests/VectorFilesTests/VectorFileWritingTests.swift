import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
@testable import VectorFiles

/// Files that are written, and read as they were meant.
@Suite struct VectorFileWritingTests {
  @Test func aFileIsReadAsItWasWritten() async throws {
    let cases = try [Samples.full, Samples.small, Samples.refused].map(Samples.testCase)
    let folder = try VectorFolder([:])
    let text = try VectorFile.text(about: "Some.", provenance: .object(["by": .string("hand")]), cases: cases)
    try folder.write(text, to: "some.json")
    let vectors = try await VectorStore(root: folder.path, file: "some.json").load()
    #expect(vectors.files.map(\.name) == ["some.json"])
    #expect(vectors.files.first?.about == "Some.")
    #expect(vectors.manifest.cases == 3)
    #expect(vectors.manifest.profile == "some.json")
    for (read, written) in zip(vectors.files.first?.cases ?? [], cases) { #expect(read == written) }
  }

  @Test func aFileByItselfIsFoundByItsPath() async throws {
    let folder = try VectorFolder()
    let store = try VectorStore.find(path: "\(folder.path)/sample.json", environment: [:], beside: [])
    #expect(store.root == folder.path)
    #expect(store.file == "sample.json")
    #expect(try await store.load().files.first?.cases.count == 2)
  }

  @Test func aFileByItselfThatIsNoneIsRefused() async throws {
    let folder = try VectorFolder(["bad.json": "{}\n"])
    await #expect(throws: VectorError.self) {
      try await VectorStore(root: folder.path, file: "bad.json").load()
    }
    await #expect(throws: VectorError.fileMissing(file: "gone.json", folder: folder.path)) {
      try await VectorStore(root: folder.path, file: "gone.json").load()
    }
  }
}
