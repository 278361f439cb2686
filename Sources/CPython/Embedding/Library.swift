internal import CPythonABI

/// An object of Python's. It is valid while the lock is held and somebody owns a reference to it.
typealias PyObject = OpaquePointer

/// CPython's library, with those of its functions that are called here: all of them, or there is no `Library`.
///
/// They are constant addresses of C functions, which any thread may call. All but those under "Starting", "The lock"
/// and "Threads" want the lock to be held.
final class Library: @unchecked Sendable {
  let file: LoadedFile

  // Starting
  let getVersion: @convention(c) () -> UnsafePointer<CChar>
  let isInitialized: @convention(c) () -> CInt
  let initIsolatedPreConfig: @convention(c) (UnsafeMutablePointer<PyPreConfig>) -> Void
  let preInitialize: @convention(c) (UnsafePointer<PyPreConfig>) -> PyStatus
  let initIsolatedConfig: @convention(c) (UnsafeMutableRawPointer) -> Void
  let setBytesArgv:
    @convention(c) (UnsafeMutableRawPointer, Int, UnsafePointer<UnsafeMutablePointer<CChar>?>) -> PyStatus
  let initializeFromConfig: @convention(c) (UnsafeRawPointer) -> PyStatus
  let clearConfig: @convention(c) (UnsafeMutableRawPointer) -> Void

  // The lock
  let saveThread: @convention(c) () -> OpaquePointer?
  let ensureLock: @convention(c) () -> CInt
  let releaseLock: @convention(c) (CInt) -> Void

  // Threads
  let thisThreadState: @convention(c) () -> OpaquePointer?
  let restoreThread: @convention(c) (OpaquePointer) -> Void
  let clearThreadState: @convention(c) (OpaquePointer) -> Void
  let deleteCurrentThreadState: @convention(c) () -> Void
  /// The state of the thread that started Python; set then, before any other thread has the library.
  var initialThreadState: OpaquePointer?

  // Modules, attributes, calls
  let importModule: @convention(c) (UnsafePointer<CChar>) -> PyObject?
  let attribute: @convention(c) (PyObject, UnsafePointer<CChar>) -> PyObject?
  let callObject: @convention(c) (PyObject, PyObject?) -> PyObject?
  let newTuple: @convention(c) (Int) -> PyObject?
  let setTupleItem: @convention(c) (PyObject, Int, PyObject) -> CInt
  let tupleItem: @convention(c) (PyObject, Int) -> PyObject?
  let incrementReferences: @convention(c) (PyObject) -> Void
  let decrementReferences: @convention(c) (PyObject) -> Void

  // Values
  let newString: @convention(c) (UnsafePointer<CChar>?, Int) -> PyObject?
  let stringContents: @convention(c) (PyObject, UnsafeMutablePointer<Int>) -> UnsafePointer<CChar>?
  let newBytes: @convention(c) (UnsafePointer<CChar>?, Int) -> PyObject?
  let bytesContents:
    @convention(c) (PyObject, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, UnsafeMutablePointer<Int>)
      -> CInt
  let newInteger: @convention(c) (CLongLong) -> PyObject?
  let integerValue: @convention(c) (PyObject) -> CLongLong
  let newMemoryView: @convention(c) (UnsafeMutableRawPointer?, Int, CInt) -> PyObject?
  let string: @convention(c) (PyObject) -> PyObject?

  // Exceptions
  let errorOccurred: @convention(c) () -> PyObject?
  let clearError: @convention(c) () -> Void
  let fetchError:
    @convention(c) (
      UnsafeMutablePointer<PyObject?>, UnsafeMutablePointer<PyObject?>, UnsafeMutablePointer<PyObject?>
    ) -> Void
  let normalizeError:
    @convention(c) (
      UnsafeMutablePointer<PyObject?>, UnsafeMutablePointer<PyObject?>, UnsafeMutablePointer<PyObject?>
    ) -> Void
  let setTraceback: @convention(c) (PyObject, PyObject) -> CInt

  /// Loads the library of an interpreter.
  init(_ path: String, of interpreter: Interpreter) throws(SetupError) {
    file = try LoadedFile(path)

    getVersion = try file.function("Py_GetVersion")
    let version = String(cString: getVersion())
    guard PythonVersion(readFrom: version) == interpreter.version else {
      let number = version.prefix { $0 != " " }
      throw .libraryOfAnotherVersion(library: path, found: String(number), interpreter)
    }
    isInitialized = try file.function("Py_IsInitialized")
    initIsolatedPreConfig = try file.function("PyPreConfig_InitIsolatedConfig")
    preInitialize = try file.function("Py_PreInitialize")
    initIsolatedConfig = try file.function("PyConfig_InitIsolatedConfig")
    setBytesArgv = try file.function("PyConfig_SetBytesArgv")
    initializeFromConfig = try file.function("Py_InitializeFromConfig")
    clearConfig = try file.function("PyConfig_Clear")

    saveThread = try file.function("PyEval_SaveThread")
    ensureLock = try file.function("PyGILState_Ensure")
    releaseLock = try file.function("PyGILState_Release")

    thisThreadState = try file.function("PyGILState_GetThisThreadState")
    restoreThread = try file.function("PyEval_RestoreThread")
    clearThreadState = try file.function("PyThreadState_Clear")
    deleteCurrentThreadState = try file.function("PyThreadState_DeleteCurrent")

    importModule = try file.function("PyImport_ImportModule")
    attribute = try file.function("PyObject_GetAttrString")
    callObject = try file.function("PyObject_CallObject")
    newTuple = try file.function("PyTuple_New")
    setTupleItem = try file.function("PyTuple_SetItem")
    tupleItem = try file.function("PyTuple_GetItem")
    incrementReferences = try file.function("Py_IncRef")
    decrementReferences = try file.function("Py_DecRef")

    newString = try file.function("PyUnicode_FromStringAndSize")
    stringContents = try file.function("PyUnicode_AsUTF8AndSize")
    newBytes = try file.function("PyBytes_FromStringAndSize")
    bytesContents = try file.function("PyBytes_AsStringAndSize")
    newInteger = try file.function("PyLong_FromLongLong")
    integerValue = try file.function("PyLong_AsLongLong")
    newMemoryView = try file.function("PyMemoryView_FromMemory")
    string = try file.function("PyObject_Str")

    errorOccurred = try file.function("PyErr_Occurred")
    clearError = try file.function("PyErr_Clear")
    fetchError = try file.function("PyErr_Fetch")
    normalizeError = try file.function("PyErr_NormalizeException")
    setTraceback = try file.function("PyException_SetTraceback")
  }
}
