@testable import CPython
import Testing

private let fixture = "bridge_fixture"

/// Calls of Python functions: what goes in, what comes out, what is raised.
@Suite(.enabled(if: Live.isWanted, "\(Live.reason)"))
struct CallTests {
  let python: Python

  init() throws { python = try Live.start() }

  @Test func startingAgainGivesTheSame() throws {
    let found = Discovery.Found(interpreter: python.interpreter, library: try python.interpreter.library())
    #expect(try Python.start(found) === python)
  }

  @Test func anotherInterpreterIsRefused() throws {
    var interpreter = python.interpreter
    interpreter.executable = "/another/python"
    let found = Discovery.Found(interpreter: interpreter, library: try interpreter.library())
    #expect(throws: SetupError.alreadyRunning(executable: python.interpreter.executable)) {
      try Python.start(found)
    }
  }

  @Test(arguments: ["", "a", "\0", "naïve – 数 🐍", String(repeating: "x", count: 1_000_000)])
  func strings(text: String) throws {
    let result: String = try python.withLock { try $0.call("echo", in: fixture, .string(text)) }
    #expect(result == text)
  }

  @Test(arguments: [0, 1, -1, .min, .max])
  func integers(value: Int) throws {
    let result: Int = try python.withLock { try $0.call("echo", in: fixture, .int(value)) }
    #expect(result == value)
  }

  @Test(arguments: [[], [0], Array(0...255)])
  func bytes(value: [UInt8]) throws {
    let result: [UInt8] = try python.withLock { try $0.call("echo", in: fixture, .bytes(value)) }
    #expect(result == value)
  }

  @Test func typesOfArguments() throws {
    try python.withLock { python in
      let arguments: [(PythonArgument, String)] = [
        (.string(""), "str"), (.int(1), "int"), (.bytes([]), "bytes"),
        (.memory(UnsafeRawBufferPointer(start: nil, count: 0)), "memoryview"),
        (.mutableMemory(UnsafeMutableRawBufferPointer(start: nil, count: 0)), "memoryview"),
      ]
      for (argument, name) in arguments {
        let type: String = try python.call("type_name", in: fixture, argument)
        #expect(type == name)
      }
    }
  }

  @Test func attributesOfAttributes() throws {
    let joined: String = try python.withLock {
      try $0.call("path.join", in: "os", .string("a"), .string("b"))
    }
    #expect(joined == "a/b")
  }

  @Test func locksMayBeNested() throws {
    let sum: Int = try python.withLock { outer in
      let inner: Int = try python.withLock { try $0.call("count", in: fixture, .int(4)) }
      return try outer.call("count", in: fixture, .int(6)) + inner
    }
    #expect(sum == 5)
  }

  @Test func anExceptionHasItsTraceback() throws {
    let error = try raised { try $0.run("fail", in: fixture, .string("too bad: é")) }
    #expect(error.type == "ValueError")
    #expect(error.message == "too bad: é")
    #expect(error.traceback.hasPrefix("Traceback (most recent call last):\n"))
    #expect(error.traceback.contains("in fail\n"))
    #expect(error.traceback.contains("in inner_frame\n"))
    #expect(error.traceback.hasSuffix("\nValueError: too bad: é"))
    #expect("\(error)" == error.traceback)
  }

  @Test func anExceptionHasItsCause() throws {
    let error = try raised { try $0.run("fail_with_cause", in: fixture) }
    #expect(error.type == "KeyError")
    #expect(error.traceback.contains("ValueError: the cause"))
    #expect(error.traceback.contains("The above exception was the direct cause"))
  }

  @Test func anExceptionThatCannotBePrinted() throws {
    let error = try raised { try $0.run("fail_unprintably", in: fixture) }
    #expect(error.type == "Unprintable")
    #expect(error.message == "it cannot be printed")
    #expect(error.traceback.contains("in fail_unprintably"))
  }

  @Test func leavingIsAnExceptionToo() throws {
    let error = try raised { try $0.run("leave", in: fixture, .int(3)) }
    #expect(error.type == "SystemExit")
    #expect(error.message == "3")
  }

  @Test func whatIsNotThere() throws {
    #expect(try raised { try $0.run("echo", in: "no_such_module") }.type == "ModuleNotFoundError")
    #expect(try raised { try $0.run("no_such_function", in: fixture) }.type == "AttributeError")
    #expect(try raised { try $0.run("echo", in: fixture) }.type == "TypeError")
  }

  @Test func resultsOfAnotherType() throws {
    #expect(try raised { _ = try $0.call("nothing", in: fixture) as String }.type == "TypeError")
    #expect(try raised { _ = try $0.call("nothing", in: fixture) as Int }.type == "TypeError")
    #expect(try raised { _ = try $0.call("nothing", in: fixture) as [UInt8] }.type == "TypeError")
    #expect(
      try raised { _ = try $0.call("lone_surrogate", in: fixture) as String }.type == "UnicodeEncodeError"
    )
    let large = try raised { _ = try $0.call("pow", in: "builtins", .int(2), .int(80)) as Int }
    #expect(large.type == "OverflowError")
  }

  /// The exception that a call raises; the next call goes well.
  private func raised(
    _ body: (borrowing PythonScope) throws -> Void
  ) throws -> PythonException {
    let error = try #require(throws: PythonException.self) { try python.withLock(body) }
    let sound: Int = try python.withLock { try $0.call("count", in: fixture, .int(2)) }
    #expect(sound == 1)
    return error
  }
}
