internal import CPythonABI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Library {
  /// Initialises Python as the interpreter would initialise itself, and leaves the lock free.
  ///
  /// The configuration is Python's isolated one, which touches nothing of the process; then the module path
  /// becomes the one that the interpreter has.
  func start(_ interpreter: Interpreter) throws(SetupError) {
    try file.share()

    var preConfig = PyPreConfig()
    initIsolatedPreConfig(&preConfig)
    // A Swift program is in the C locale, in which file names would be ASCII.
    preConfig.utf8_mode = 1
    try check(preInitialize(&preConfig))

    // The size of PyConfig depends on the version, and is a tenth of this.
    let config = UnsafeMutableRawPointer.allocate(byteCount: 8192, alignment: 16)
    defer { config.deallocate() }
    initIsolatedConfig(config)
    defer { clearConfig(config) }
    // By the name of the program Python finds its own modules, those of a virtual environment included.
    try check(
      interpreter.executable.withCString { name in
        var argv: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: name)]
        return setBytesArgv(config, 1, &argv)
      }
    )
    try check(initializeFromConfig(config))
    defer { initialThreadState = saveThread() }

    do throws(PythonException) {
      let scope = PythonScope(self)
      try Self.keepingInterrupt { () throws(PythonException) in
        // Python 3.10 takes the interrupt when this module is first imported, whatever the configuration says.
        try scope.run("getsignal", in: "signal", .int(Int(SIGINT)))
      }
      try scope.run("path.clear", in: "sys")
      for directory in interpreter.modulePath {
        try scope.run("path.append", in: "sys", .string(directory))
      }
    } catch {
      throw .initializationFailed(library: file.path, reason: error.message)
    }
  }

  /// Leaves the handler of the interrupt signal to the program.
  private static func keepingInterrupt(_ body: () throws(PythonException) -> Void) throws(PythonException) {
    var own = sigaction()
    sigaction(SIGINT, nil, &own)
    defer { sigaction(SIGINT, &own, nil) }
    try body()
  }

  private func check(_ status: PyStatus) throws(SetupError) {
    guard status.type != 0 else { return }
    let reason = status.message.map { String(cString: $0) } ?? "it asks to exit with \(status.exit_code)"
    throw .initializationFailed(library: file.path, reason: reason)
  }
}
