import Foundation
import KerasOptimizers
import OptimizerFiles
import Testing

/// Every damage is an error of its own type, and an optimizer that was asked to load stays as it was.
@Suite("Damaged files")
struct DamagedFileTests {
  private let whole: [UInt8]
  private let headerCount: Int
  private let target: any Optimizer
  private let before: [StateVariable]

  init() throws {
    let trained = try trained()
    whole = try OptimizerFile(trained.optimizer).encoded()
    headerCount = whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    target = try fresh(like: trained)
    before = target.variables
  }

  /// Whether the bytes are refused as they should be.
  private func isRefused(_ bytes: [UInt8]) -> Bool {
    do {
      try target.load(OptimizerFile(bytes).variables)
      return false
    } catch {
      return (error is OptimizerFileError || error is OptimizerError) && target.variables == before
    }
  }

  @Test("The whole file is not refused")
  func control() { #expect(!isRefused(whole)) }

  @Test("Truncated at every byte of the header and every 64th of the rest")
  func truncated() {
    for count in Array(0..<8 + headerCount) + Array(stride(from: 0, to: whole.count, by: 64)) {
      #expect(isRefused(Array(whole[..<count])), "\(count) bytes")
    }
    #expect(isRefused(whole + [0]))
  }

  @Test("Every bit of the length and the header flipped, and every byte of the rest")
  func flipped() {
    for index in whole.indices {
      for bit in 0..<8 where index < 8 + headerCount || bit == index % 8 {
        var bytes = whole
        bytes[index] ^= 1 << UInt8(bit)
        #expect(isRefused(bytes), "bit \(bit) of byte \(index)")
      }
      var bytes = whole
      bytes[index] = ~bytes[index]
      #expect(isRefused(bytes), "byte \(index)")
    }
  }

  @Test(
    "Lengths beyond all memory",
    arguments: [1 << 60, .max, UInt64(Int.max), UInt64(Int.max) - 7, 1 << 32, 100_000_001])
  func lengths(length: UInt64) {
    let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) }
    #expect(isRefused(bytes + whole[8...]))
    #expect(isRefused(bytes))
  }

  private let tensor = #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#

  @Test("A header that is safetensors is read as far as it is right")
  func foreign() {
    #expect { try OptimizerFile(file("{\(tensor)}", data: 8)) } throws: {
      ($0 as? OptimizerFileError)?.category == .unsupported
    }
    #expect {
      try OptimizerFile(file(#"{"__metadata__":{"keras_optimizer":"2"},\#(tensor)}"#, data: 8))
    } throws: { ($0 as? OptimizerFileError)?.category == .unsupported }
  }

  @Test(
    "Headers that are wrong",
    arguments: [
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"Q7","shape":[2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
      #"{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1152921504606846976,1152921504606846976],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,1152921504606846976]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      #"{"__metadata__":{"keras_optimizer":1}}"#, #"{"__metadata__":[]}"#, "[]", "", "{", "nul", "{}x",
      #"{"a\ud800":1}"#, #"{"\q":1}"#, #"{"\u12":1}"#, "{\"a\u{1}\":1}", #"{"a":}"#, #"{"a" 1}"#,
      #"{"a":1,}"#,
      #"{"a":1 "b":2}"#, #"{"a":0x1p3}"#, #"{"a":nan}"#,
      String(repeating: "[", count: 100_000),
    ])
  func headers(header: String) {
    #expect { try OptimizerFile(file(header, data: 8)) } throws: {
      ($0 as? OptimizerFileError)?.category == .damaged
    }
  }

  @Test("A header that is not UTF-8")
  func notUTF8() {
    let header: [UInt8] = Array(#"{"a"#.utf8) + [0xFF] + Array(#"":1}"#.utf8)
    #expect {
      try OptimizerFile([UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header)
    } throws: { ($0 as? OptimizerFileError)?.category == .damaged }
  }

  private func file(_ header: String, data: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8)
      + Array(repeating: 0, count: data)
  }

  @Test("A size beyond the machine's memory")
  func size() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try #require(FileManager.default.createFile(atPath: path, contents: Data(whole)))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try #require(truncate(path, 1 << 43) == 0)
    #expect { try OptimizerFile(contentsOf: path) } throws: {
      ($0 as? OptimizerFileError)?.category == .damaged
    }
  }

  @Test(
    "Numbers that are not JSON's", arguments: ["+1", "01", ".5", "1.", "-", "1e", "1e+", "0x1", "--1", "1 2"])
  func numbers(spelling: String) {
    let json = #"{"class_name":"AdamW","config":{"epsilon":\#(spelling)}}"#
    #expect { try OptimizerConfiguration(json: json) } throws: {
      ($0 as? OptimizerFileError)?.message.contains("JSON text must have") == true
    }
  }

  @Test("Numbers that are JSON's", arguments: ["0", "-0", "10", "0.5", "1e5", "1E-5", "-1.25e+3"])
  func properNumbers(spelling: String) throws {
    let json = #"{"class_name":"AdamW","config":{"weight_decay":\#(spelling)}}"#
    var expected = AdamConfiguration()
    (expected.name, expected.weightDecay) = ("adamw", Double(spelling))
    #expect(try OptimizerConfiguration(json: json) == .adamW(expected))
  }
}
