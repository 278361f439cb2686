/// Python, while its lock is held. It cannot be kept, since it is only ever lent.
public struct PythonScope: ~Copyable {
  private let library: Library

  init(_ library: Library) { self.library = library }

  /// Calls a function and drops what it returns.
  ///
  /// - Parameters:
  ///   - function: The function's name in the module, with dots for attributes of attributes.
  ///   - module: The module, which is imported unless it is already.
  ///   - arguments: The arguments. Memory is lent for the time of the call: the function may not keep it.
  ///     The view is released after it, which raises `BufferError` where Python still has a lock on it; a
  ///     view or an array made of it is not noticed.
  /// - Throws: The exception that the function raised.
  public func run(
    _ function: String,
    in module: String,
    _ arguments: PythonArgument...
  ) throws(PythonException) {
    try invoke(function, in: module, arguments) { _ in }
  }

  /// Calls a function that returns a `str`.
  public func call(
    _ function: String,
    in module: String,
    _ arguments: PythonArgument...
  ) throws(PythonException) -> String {
    try invoke(function, in: module, arguments) { result throws(PythonException) in try result.text() }
  }

  /// Calls a function that returns an `int`.
  public func call(
    _ function: String,
    in module: String,
    _ arguments: PythonArgument...
  ) throws(PythonException) -> Int {
    try invoke(function, in: module, arguments) { result throws(PythonException) in try result.integer() }
  }

  /// Calls a function that returns `bytes`.
  public func call(
    _ function: String,
    in module: String,
    _ arguments: PythonArgument...
  ) throws(PythonException) -> [UInt8] {
    try invoke(function, in: module, arguments) { result throws(PythonException) in try result.bytes() }
  }

  private func invoke<Result>(
    _ function: String,
    in module: String,
    _ arguments: [PythonArgument],
    read: (borrowing Reference) throws(PythonException) -> Result
  ) throws(PythonException) -> Result {
    var callee = try Reference(library.importModule(module), library)
    for name in function.split(separator: ".") {
      callee = try Reference(library.attribute(callee.object, String(name)), library)
    }
    let tuple = try Reference(library.newTuple(arguments.count), library)
    for (index, argument) in arguments.enumerated() {
      guard let object = argument.makeObject(library) else { throw PythonException(takenFrom: library) }
      // The tuple takes the reference, and fails only for an index that it does not have.
      _ = library.setTupleItem(tuple.object, index, object)
    }
    let value: Result
    do {
      value = try perform(callee, tuple, read)
    } catch {
      try? takeBack(arguments, in: tuple)
      throw error
    }
    try takeBack(arguments, in: tuple)
    return value
  }

  /// Calls, and reads the result, of which nothing is left on return.
  private func perform<Result>(
    _ callee: borrowing Reference,
    _ arguments: borrowing Reference,
    _ read: (borrowing Reference) throws(PythonException) -> Result
  ) throws(PythonException) -> Result {
    let result = try Reference(library.callObject(callee.object, arguments.object), library)
    return try read(result)
  }

  /// Ends the loan of memory.
  private func takeBack(
    _ arguments: [PythonArgument],
    in tuple: borrowing Reference
  ) throws(PythonException) {
    for (index, argument) in arguments.enumerated() where argument.isMemory {
      guard let view = library.tupleItem(tuple.object, index) else { continue }
      let release = try Reference(library.attribute(view, "release"), library)
      _ = try Reference(library.callObject(release.object, nil), library)
    }
  }
}
