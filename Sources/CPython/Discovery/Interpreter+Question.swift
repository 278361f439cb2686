import Processes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Interpreter {
  /// Asks a program what Python it is, by running it.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - modules: Names of modules, whose versions it is asked for.
  ///   - environment: The environment that it runs in, and so its library later.
  ///   - seconds: How long it may take.
  ///   - supervisor: Who runs it.
  /// - Returns: Its answer.
  /// - Throws: If it gives none, or is no CPython of a version that can be embedded.
  static func ask(
    _ path: String,
    about modules: [String],
    environment: [String: String],
    within seconds: Double = 30,
    under supervisor: Supervisor
  ) throws(SetupError) -> Interpreter {
    let program = Program([path, "-c", question] + modules, environment: environment)
    let answer: Supervisor.Output?
    do throws(StartError) {
      answer = try supervisor.output(of: program, within: .seconds(seconds))
    } catch {
      throw SetupError(path, notStarted: error)
    }
    guard let output = answer else { throw .noAnswer(path: path, seconds: seconds) }
    // A site's own start-up code may have printed something first.
    let line = output.text.split(whereSeparator: \.isNewline).last ?? ""
    guard let interpreter = try? JSONDecoder().decode(Interpreter.self, from: Data(line.utf8)) else {
      throw .notPython(path: path, said: output.lastWords)
    }
    guard interpreter.implementation == "cpython" else {
      throw .notCPython(path: path, implementation: interpreter.implementation)
    }
    guard interpreter.version.isSupported else {
      throw .unsupportedVersion(path: path, interpreter.version)
    }
    return interpreter
  }

  /// The program that the interpreter runs to answer: for Python 2 as well, so that it can say that it is old.
  ///
  /// The working directory is no part of the module path: a file of the name of a module would be run.
  private static let question = """
    import sys
    sys.path = [p for p in sys.path if p]
    import json, os, sysconfig
    def installed(names):
        if sys.version_info < (3, 10): return {}
        from importlib import metadata, util
        versions = {}
        for name in names:
            if util.find_spec(name) is None: continue
            try: versions[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                owners = metadata.packages_distributions().get(name)
                versions[name] = metadata.version(owners[0]) if owners else "of unknown version"
        return versions
    var = sysconfig.get_config_var
    base = getattr(sys, "base_prefix", sys.prefix)
    line = "%d.%d%s" % (sys.version_info[0], sys.version_info[1], getattr(sys, "abiflags", ""))
    names = [var("INSTSONAME"), var("LDLIBRARY"), "libpython" + line + ".so.1.0", "libpython" + line + ".so", "libpython" + line + ".dylib"]
    print(json.dumps({
        "implementation": sys.implementation.name if hasattr(sys, "implementation") else "cpython",
        "version": "%d.%d.%d" % sys.version_info[:3],
        "executable": sys.executable,
        "prefix": sys.prefix,
        "base_prefix": base,
        "module_path": sys.path,
        "shared": bool(var("Py_ENABLE_SHARED") or var("PYTHONFRAMEWORK")),
        "library_names": [n for n in names if n and not n.endswith(".a")],
        "library_directories": [d for d in (var("LIBDIR"), var("PYTHONFRAMEWORKPREFIX")) if d],
        "externally_managed": sys.prefix == base and os.path.exists(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")),
        "modules": installed(sys.argv[1:]),
    }))
    """
}

extension SetupError {
  /// Why a file was not started.
  fileprivate init(_ path: String, notStarted error: StartError) {
    guard case .program(_, let reason) = error else {
      self = .notRunnable(path: path, reason: "\(error)")
      return
    }
    let isMissing = reason.isMissingFile && !FileManager.default.fileExists(atPath: path)
    let destination = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    self =
      switch (isMissing, destination) {
      case (false, _): .notRunnable(path: path, reason: "\(reason)")
      case (true, let destination?): .brokenLink(path: path, destination: destination)
      case (true, nil): .notThere(path: path)
      }
  }
}

extension Supervisor.Output {
  /// The last line that a program printed, preferably of its complaints, for a sentence.
  fileprivate var lastWords: String {
    let said = log.isEmpty ? text : log
    let line = said.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } ?? ""
    // Counted in scalars, of which a character may have any number.
    let start = String(String.UnicodeScalarView(line.unicodeScalars.prefix(400))).plain.unicodeScalars
    return String(String.UnicodeScalarView(start.prefix(120))) + (start.count > 120 ? "..." : "")
  }
}
