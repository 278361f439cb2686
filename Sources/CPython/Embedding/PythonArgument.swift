/// What a Python function is given.
public enum PythonArgument {
  /// A `str`.
  case string(String)
  /// An `int`.
  case int(Int)
  /// `bytes`, which are a copy.
  case bytes([UInt8])
  /// A `memoryview` of bytes that Python may read during the call.
  case memory(UnsafeRawBufferPointer)
  /// A `memoryview` of bytes that Python may read and write during the call.
  case mutableMemory(UnsafeMutableRawBufferPointer)

  /// A new object with one reference, or nil where an exception is set.
  func makeObject(_ library: Library) -> PyObject? {
    switch self {
    case .string(var text):
      text.withUTF8 { text in
        text.withMemoryRebound(to: CChar.self) { library.newString($0.baseAddress, $0.count) }
      }
    case .int(let value):
      library.newInteger(CLongLong(value))
    case .bytes(let bytes):
      bytes.withUnsafeBytes { library.newBytes($0.assumingMemoryBound(to: CChar.self).baseAddress, $0.count) }
    case .memory(let memory):
      view(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count, flags: 0x100, library)
    case .mutableMemory(let memory):
      view(memory.baseAddress, memory.count, flags: 0x200, library)
    }
  }

  /// A view with the flag `PyBUF_READ` or `PyBUF_WRITE`.
  private func view(
    _ address: UnsafeMutableRawPointer?,
    _ count: Int,
    flags: CInt,
    _ library: Library
  ) -> PyObject? {
    // Python wants an address for no bytes, too.
    library.newMemoryView(address ?? UnsafeMutableRawPointer(bitPattern: 1), count, flags)
  }

  /// Whether the object shows memory that is valid only during the call.
  var isMemory: Bool {
    switch self {
    case .memory, .mutableMemory: true
    case .string, .int, .bytes: false
    }
  }
}
