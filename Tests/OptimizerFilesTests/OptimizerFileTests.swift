import Foundation
import KerasOptimizers
import OptimizerFiles
import Testing

@Suite("Files of optimizers")
struct OptimizerFileTests {
  @Test("What is written is read")
  func roundTrip() throws {
    let (_, optimizer) = try trained()
    let file = try OptimizerFile(optimizer)
    let read = try OptimizerFile(file.encoded())
    #expect(read == file)
    #expect(read.variables.map(\.path).first == "adamw/iteration")
  }

  @Test("A loss scale optimizer's variables and the inner one's are told apart")
  func lossScale() throws {
    let (variables, inner) = try trained()
    let optimizer = LossScaleOptimizer(inner, initialScale: 64)
    optimizer.build(variables)
    optimizer.restore(lossScale: 16, stepCounter: 3)
    let read = try OptimizerFile(OptimizerFile(optimizer).encoded())
    let resumed = try #require(read.configuration.makeOptimizer() as? LossScaleOptimizer)
    resumed.build(variables)
    try resumed.load(read.variables.reversed())
    #expect(resumed.variables == optimizer.variables)
    #expect(resumed.lossScale == 16 && resumed.stepCounter == 3 && resumed.inner.applyCount == 3)
    let incomplete = read.variables.filter { $0.name != "dynamic_scale" }
    #expect { try resumed.load(incomplete) } throws: { ($0 as? OptimizerError)?.argument == "dynamic_scale" }
  }

  @Test("A file is replaced whole, and nothing is left beside it")
  func disk() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("adamw.safetensors").path
    let first = try OptimizerFile(AdamW())
    try first.write(to: path)
    let second = try OptimizerFile(trained().optimizer)
    try second.write(to: path)
    #expect(try OptimizerFile(contentsOf: path) == second)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["adamw.safetensors"])
    #expect { try OptimizerFile(contentsOf: path + ".none") } throws: {
      ($0 as? OptimizerFileError)?.category == .system
    }
    #expect { try first.write(to: folder.path + "/none/adamw.safetensors") } throws: {
      ($0 as? OptimizerFileError)?.category == .system
    }
    #expect { try OptimizerFile(contentsOf: folder.path) } throws: { $0 is OptimizerFileError }
  }

  @Test("Variables of one name share a file, and are told apart by their order")
  func sameNames() throws {
    let inner = try AdamW(name: "one")
    let optimizer = LossScaleOptimizer(inner, name: "one")
    let variables = [Variable([1, 2] as [Float], name: "twin"), Variable([3] as [Float], name: "twin")]
    optimizer.build(variables)
    try optimizer.apply([Gradient([1, 2] as [Float]), Gradient([3] as [Float])])
    let file = try OptimizerFile(optimizer)
    let read = try OptimizerFile(file.encoded())
    #expect(read == file)
    let resumed = try read.configuration.makeOptimizer()
    resumed.build(variables)
    try resumed.load(read.variables)
    #expect(resumed.variables == optimizer.variables)
  }

  @Test("Empty and scalar variables, and names of any characters")
  func shapes() throws {
    let optimizer = try AdamW(useEMA: true)
    optimizer.build([
      Variable(zerosOf: [], name: "größe \"\\\n\u{1}😀"), Variable(zerosOf: [2, 0], name: "empty"),
      Variable(zerosOf: [0], dtype: .bfloat16, name: "none"),
      Variable(zerosOf: [3], dtype: .float16, name: "half"),
    ])
    let file = try OptimizerFile(optimizer)
    #expect(try OptimizerFile(file.encoded()) == file)
    try optimizer.load(OptimizerFile(file.encoded()).variables)
  }

  @Test("A crash during a write does not keep the next from being written")
  func leftovers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("adamw.safetensors").path
    try Data().write(to: URL(fileURLWithPath: "\(path).\(getpid()).partial"))
    let file = try OptimizerFile(AdamW())
    for _ in 0..<2 { try file.write(to: path) }
    #expect(try OptimizerFile(contentsOf: path) == file)
  }

  @Test("Names that only look alike are different names")
  func spellings() throws {
    let variables = ["e\u{301}", "\u{e9}"].map { StateVariable(path: $0, value: .count(1)) }
    let file = OptimizerFile(configuration: try AdamW().configuration, variables: variables)
    #expect(try OptimizerFile(file.encoded()).variables.map { Array($0.path.utf8).count } == [3, 2])
  }

  @Test("A loss scale optimizer with its inner optimizer's name cannot be told apart in a file")
  func namesakes() throws {
    let optimizer = LossScaleOptimizer(try AdamW(name: "same"), name: "same")
    optimizer.build([Variable([1] as [Float])])
    #expect { try OptimizerFile(optimizer).encoded() } throws: {
      ($0 as? OptimizerFileError)?.category == .invalid
    }
  }
}
