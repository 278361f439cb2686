@testable import CPython
import Foundation
import Testing

private let fixture = "bridge_fixture"

/// What Python does to the process, each time in a process of its own.
@Suite(.enabled(if: Live.isWanted, "\(Live.reason)"))
struct ProcessTests {
  @Test func memoryStaysFlat() async {
    await #expect(processExitsWith: .success) {
      let python = try Live.start()
      let text = String(repeating: "0123456789abcdef", count: 4096)
      let bytes = [UInt8](text.utf8)
      func calls(_ count: Int) throws {
        for _ in 0..<count {
          try python.withLock { python in
            let echo: String = try python.call("echo", in: fixture, .string(text))
            #expect(echo == text)
            let back: [UInt8] = try python.call("echo", in: fixture, .bytes(bytes))
            #expect(back.count == bytes.count)
            try bytes.withUnsafeBytes { try python.run("echo", in: fixture, .memory($0)) }
          }
        }
      }
      func failures(_ count: Int) {
        for _ in 0..<count {
          #expect(throws: PythonException.self) {
            try python.withLock { try $0.run("fail", in: fixture, .string(text)) }
          }
        }
      }
      try calls(200)
      failures(200)
      let before = try residentMemory()
      try calls(300)
      failures(100)
      let growth = try residentMemory() - before
      // One leaked text per call would be 25 MB.
      #expect(growth < 4000, "\(growth) KiB")
    }
  }

  @Test func theProcessStaysAsItWas() async {
    await #expect(processExitsWith: .success) {
      let before = ProcessState()
      let python = try Live.start()
      try python.withLock { try $0.run("import_module", in: "importlib", .string("numpy")) }
      let after = ProcessState()
      let changed = (1..<32).filter { after.handlers[$0 - 1] != before.handlers[$0 - 1] }
      #expect(changed == [], "the handlers of these signals")
      #expect(after.locale == before.locale)
      #expect(after.rounding == before.rounding)
      #expect(after.directory == before.directory)
    }
  }

  /// Python's own way would be to end the process.
  @Test func aPythonThatDoesNotStartIsAnError() async {
    await #expect(processExitsWith: .success) {
      let found = try Live.interpreter()
      let library = try Library(found.library, of: found.interpreter)
      var files = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
      // With no file to be opened, Python cannot read its own modules.
      var none = rlimit(rlim_cur: 0, rlim_max: files.rlim_max)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &none)
      // The second try is not made: the first cannot be undone.
      let errors = (0..<2).map { _ in #expect(throws: SetupError.self) { try Python.start(found) } }
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
      withExtendedLifetime(library) {
        let problem = errors.first??.problem ?? ""
        #expect(problem.hasPrefix("Python did not start from \(found.library): "))
        #expect(errors.first == errors.last)
      }
    }
  }
}

/// What belongs to the program and not to Python.
private struct ProcessState {
  let handlers: [UInt]
  let locale: String
  let rounding: Int32
  let directory: String

  init() {
    handlers = (1..<32).map { signal in
      var action = sigaction()
      sigaction(Int32(signal), nil, &action)
      return unsafeBitCast(action.__sigaction_handler, to: UInt.self)
    }
    locale = String(cString: setlocale(LC_ALL, nil))
    rounding = fegetround()
    directory = FileManager.default.currentDirectoryPath
  }
}

/// The resident memory of this process, in KiB.
private func residentMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
  return try #require(Int(line.split(separator: " ")[1]))
}
