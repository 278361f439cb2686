@testable import CPython
import Testing

private let fixture = "bridge_fixture"

/// Memory that is lent to Python: every bit arrives, and nothing is kept.
@Suite(.serialized, .enabled(if: Live.isWanted, "\(Live.reason)"))
struct MemoryTests {
  let python: Python

  init() throws { python = try Live.start() }

  @Test func everyBitOfFloatsArrives() throws {
    let special: [UInt32] = [
      0, 0x8000_0000, 1, 0x807f_ffff, 0x0080_0000, 0x7f80_0000, 0xff80_0000,
      0x7fc0_0000, 0x7fc1_2345, 0xffc5_4321, 0x7f80_0001, 0xff81_2345,
    ]
    let source = special + (0..<10_000).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    var target = [UInt32](repeating: 0, count: source.count)
    try copy(source, to: &target, as: "float32")
    #expect(target == source)
  }

  @Test func everyBitOfDoublesArrives() throws {
    let source: [UInt64] = [
      0, 1 << 63, 1, 0x800f_ffff_ffff_ffff, 0x7ff0_0000_0000_0000, 0x7ff8_0000_0000_0000,
      0x7ff0_0000_0000_0001, 0xfff4_5678_9abc_def0,
    ]
    var target = [UInt64](repeating: 0, count: source.count)
    try copy(source, to: &target, as: "float64")
    #expect(target == source)
  }

  @Test func everyHalfArrives() throws {
    let source = Array(UInt16.min...UInt16.max)
    var target = [UInt16](repeating: 0, count: source.count)
    try copy(source, to: &target, as: "float16")
    #expect(target == source)
  }

  @Test func memoryToReadIsNotWritten() throws {
    let bytes: [UInt8] = [0, 1, 2]
    let error = #expect(throws: PythonException.self) {
      try bytes.withUnsafeBytes { memory in
        try python.withLock { try $0.run("write", in: fixture, .memory(memory)) }
      }
    }
    #expect(error?.type == "TypeError")
  }

  @Test func memoryIsTakenBack() throws {
    var bytes: [UInt8] = [0, 1, 2]
    try bytes.withUnsafeMutableBytes { memory in
      try python.withLock { try $0.run("keep", in: fixture, .mutableMemory(memory)) }
    }
    let error = #expect(throws: PythonException.self) {
      try python.withLock { _ = try $0.call("read_kept", in: fixture) as Int }
    }
    #expect(error?.message == "operation forbidden on released memoryview object")
  }

  @Test func memoryThatStaysLockedIsAnError() throws {
    let bytes: [UInt8] = [0, 1, 2]
    let error = #expect(throws: PythonException.self) {
      try bytes.withUnsafeBytes { memory in
        defer { try? python.withLock { try $0.run("drop_kept", in: fixture) } }
        try python.withLock { try $0.run("keep_locked", in: fixture, .memory(memory)) }
      }
    }
    #expect(error?.type == "BufferError")
  }

  private func copy<Element>(_ source: [Element], to target: inout [Element], as dtype: String) throws {
    try source.withUnsafeBytes { source in
      try target.withUnsafeMutableBytes { target in
        try python.withLock {
          try $0.run("copy_floats", in: fixture, .memory(source), .mutableMemory(target), .string(dtype))
        }
      }
    }
  }
}
