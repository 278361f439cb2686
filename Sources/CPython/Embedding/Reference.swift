/// An owned reference to an object, given back at the end of its life: always within a scope of the lock.
struct Reference: ~Copyable {
  let object: PyObject
  private let library: Library

  /// Takes what one of Python's functions returned as a new reference.
  ///
  /// - Throws: The exception that is set where it returned none.
  init(_ object: PyObject?, _ library: Library) throws(PythonException) {
    guard let object else { throw PythonException(takenFrom: library) }
    self.object = object
    self.library = library
  }

  /// Takes what one of Python's functions returned, and forgets the exception where it returned none.
  init?(orNil object: PyObject?, _ library: Library) {
    guard let object else {
      library.clearError()
      return nil
    }
    self.object = object
    self.library = library
  }

  deinit { library.decrementReferences(object) }

  /// The contents of a string.
  func text() throws(PythonException) -> String {
    var count = 0
    guard let start = library.stringContents(object, &count) else {
      throw PythonException(takenFrom: library)
    }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The value of an integer.
  func integer() throws(PythonException) -> Int {
    let value = library.integerValue(object)
    if value == -1 && library.errorOccurred() != nil { throw PythonException(takenFrom: library) }
    return Int(value)
  }

  /// A copy of bytes.
  func bytes() throws(PythonException) -> [UInt8] {
    var start: UnsafeMutablePointer<CChar>?
    var count = 0
    guard library.bytesContents(object, &start, &count) == 0 else {
      throw PythonException(takenFrom: library)
    }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
