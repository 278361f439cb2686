import Foundation
import Testing

@testable import Conformance
@testable import PortProcesses

/// A port that has answered already.
@Suite struct RecordedPortTests {
  private static let vectors = VectorSet(
    manifest: Manifest(profile: "none", cases: 0, rules: nil, provenance: .object([:]), files: []), files: [])

  @Test func aCaseOfOtherVectorsHasNoReply() throws {
    let path = NSTemporaryDirectory() + "replies-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let start = #"{"reply":"start","protocol":1,"name":"p","version":"1","language":"Perl"}"#
    try (start + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let port = try RecordedPort(path: path, vectors: Self.vectors)
    #expect(throws: RecordedPortError.unknownCase(id: "sample/other")) {
      try port.run(Case(id: "sample/other", variables: [], script: []), trace: false)
    }
  }

  @Test func repliesThatAreNotThereAreTheUsersFault() {
    let error = #expect(throws: RecordedPortError.self) {
      try RecordedPort(path: "/nowhere", vectors: Self.vectors)
    }
    #expect(error?.blame == .usage)
    #expect(error.map { "\($0)" } == "The replies in '/nowhere' cannot be read.")
  }
}
