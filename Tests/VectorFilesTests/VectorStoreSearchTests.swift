import ConformanceSamples
import Foundation
import Testing

@testable import VectorFiles

@Suite struct VectorStoreSearchTests {
  @Test func theNamedFolderIsTheOnlyOneTried() throws {
    let folder = try VectorFolder()
    #expect(try VectorStore.find(path: folder.path, environment: [:], beside: []).root == folder.path)
    #expect(throws: VectorError.folderMissing(searched: ["/nowhere"])) {
      try VectorStore.find(
        path: "/nowhere",
        environment: ["ADAMW_VECTORS": folder.path],
        beside: [folder.path]
      )
    }
  }

  @Test func theEnvironmentComesNext() throws {
    let folder = try VectorFolder()
    let environment = ["ADAMW_VECTORS": folder.path]
    #expect(try VectorStore.find(path: nil, environment: environment, beside: []).root == folder.path)
    #expect(throws: VectorError.folderMissing(searched: ["/nowhere"])) {
      try VectorStore.find(path: nil, environment: ["ADAMW_VECTORS": "/nowhere"], beside: [folder.path])
    }
  }

  @Test func thenAnyFolderAroundThePlaces() throws {
    let folder = try VectorFolder()
    let package = URL(filePath: folder.path).appending(path: "package")
    try FileManager.default.createDirectory(at: package, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: package.appending(path: "Vectors"),
      withDestinationURL: URL(filePath: folder.path)
    )
    let deep = package.appending(path: ".build/release").path
    #expect(
      try VectorStore.find(path: nil, environment: [:], beside: ["/", deep]).root == "\(package.path)/Vectors"
    )
    #expect(throws: VectorError.folderMissing(searched: ["//Vectors", "/nowhere/Vectors"])) {
      try VectorStore.find(path: nil, environment: [:], beside: ["/", "/nowhere"])
    }
  }
}
