#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension OptimizerFile {
  /// Reads a file.
  ///
  /// - Throws: An error that says what the system answered, or what is wrong with the file.
  public init(contentsOf path: String) throws(OptimizerFileError) {
    try self.init(Disk.contents(path))
  }

  /// Writes the file beside where it is to be, sees that it is on the disk, and only then moves it there: whatever
  /// happens, there is the old file or the new one, whole.
  public func write(to path: String) throws(OptimizerFileError) {
    try Disk.replace(path, by: encoded())
  }
}

/// Whole files, by the system's own calls.
private enum Disk {
  static func contents(_ path: String) throws(OptimizerFileError) -> [UInt8] {
    let file = try check(open(path, O_RDONLY | O_CLOEXEC), "open", path)
    defer { _ = close(file) }
    var status = stat()
    _ = try check(fstat(file, &status), "ask the size of", path)
    guard Int(status.st_size) <= memory else {
      throw .damaged("'\(path)' has \(status.st_size) bytes, more than this machine has memory.")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        retrying { read(file, buffer.baseAddress.map { $0 + done }, buffer.count - done) }
      }
      _ = try check(count < 0 ? -1 : 0, "read", path)
      if count == 0 { throw .damaged("'\(path)' became shorter while it was read.") }
      done += count
    }
    return bytes
  }

  static func replace(_ path: String, by bytes: [UInt8]) throws(OptimizerFileError) {
    // Another name each time: one that a crash left behind must not be in the way.
    let temporary = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial"
    let file = try check(open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666), "create", temporary)
    do throws(OptimizerFileError) {
      defer { _ = close(file) }
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
          retrying { write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done) }
        }
        _ = try check(count < 0 ? -1 : 0, "write", temporary)
        done += count
      }
      _ = try check(fsync(file), "write", temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    do throws(OptimizerFileError) {
      _ = try check(rename(temporary, path), "replace", path)
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder(of: path)
  }

  /// The bytes that this machine has, of which a sparse file may claim more.
  private static var memory: Int {
    Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Sees that the new name is on the disk too.
  private static func syncFolder(of path: String) throws(OptimizerFileError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = try check(open(folder, O_RDONLY | O_CLOEXEC), "open", folder)
    defer { _ = close(descriptor) }
    _ = try check(fsync(descriptor), "write", folder)
  }

  private static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  private static func check(
    _ result: Int32, _ action: String, _ path: String
  ) throws(OptimizerFileError) -> Int32 {
    if result >= 0 { return result }
    let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    throw OptimizerFileError(category: .system, message: "Cannot \(action) '\(path)': \(reason).")
  }
}
