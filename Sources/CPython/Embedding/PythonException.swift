/// An exception that Python raised.
public struct PythonException: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of its class, such as `ValueError`.
  public var type: String
  /// What it says.
  public var message: String
  /// The traceback as Python prints it, which ends with the type and the message.
  public var traceback: String

  /// The traceback, without characters by which it could take hold of a terminal.
  public var description: String { traceback.plain }

  /// An exception that was raised outside of any Python code.
  init(type: String, message: String) {
    self.type = type
    self.message = message
    traceback = "\(type): \(message)"
  }

  /// The exception that is set in this thread, which then has none.
  init(takenFrom library: Library) {
    var (type, value, trace): (PyObject?, PyObject?, PyObject?)
    library.fetchError(&type, &value, &trace)
    library.normalizeError(&type, &value, &trace)
    defer {
      for case let object? in [type, value, trace] { library.decrementReferences(object) }
    }
    guard let type, let value else {
      self.init(type: "SystemError", message: "a function of Python's failed and raised no exception")
      return
    }
    if let trace { _ = library.setTraceback(value, trace) }
    self.init(
      type: library.text(library.attribute(type, "__name__")) ?? "an exception without a name",
      message: library.text(library.string(value)) ?? "it cannot be printed"
    )
    if let printed = library.print(value) { traceback = printed }
  }
}

// To report an exception must not raise one: what fails here is left out.
extension Library {
  /// What Python prints of an exception.
  fileprivate func print(_ exception: PyObject) -> String? {
    guard let module = Reference(orNil: importModule("traceback"), self),
      let format = Reference(orNil: attribute(module.object, "format_exception"), self),
      let lines = Reference(orNil: call(format.object, exception), self),
      let separator = Reference(orNil: newString(nil, 0), self),
      let join = Reference(orNil: attribute(separator.object, "join"), self),
      var text = text(call(join.object, lines.object))
    else { return nil }
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }

  /// The result of a call with one argument.
  private func call(_ function: PyObject, _ argument: PyObject) -> PyObject? {
    guard let tuple = Reference(orNil: newTuple(1), self) else { return nil }
    incrementReferences(argument)
    // The tuple takes the reference.
    _ = setTupleItem(tuple.object, 0, argument)
    return callObject(function, tuple.object)
  }

  /// The contents of a new string.
  fileprivate func text(_ object: PyObject?) -> String? {
    guard let string = Reference(orNil: object, self) else { return nil }
    var count = 0
    guard let start = stringContents(string.object, &count) else {
      clearError()
      return nil
    }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
