#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A shared library in this process, for as long as it is referred to.
final class LoadedFile {
  let path: String
  private let handle: UnsafeMutableRawPointer

  /// Loads a library without showing its functions to others.
  init(_ path: String) throws(SetupError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .libraryNotLoadable(library: path, reason: String(cString: dlerror()))
    }
    self.path = path
    self.handle = handle
  }

  deinit { dlclose(handle) }

  /// The address of a function, as a C function of the wanted type.
  func function<Function>(_ name: String) throws(SetupError) -> Function {
    guard let address = dlsym(handle, name) else { throw .functionMissing(library: path, name: name) }
    return unsafeBitCast(address, to: Function.self)
  }

  /// Shows the library's functions to all that is loaded later, and keeps it for the process' life.
  ///
  /// Python's extension modules count on it: they are not linked with the library.
  func share() throws(SetupError) {
    if dlopen(path, RTLD_NOW | RTLD_GLOBAL) == nil {
      throw .libraryNotLoadable(library: path, reason: String(cString: dlerror()))
    }
  }
}
