#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's refusal, by its number.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  public let number: Int32

  init(number: Int32) { self.number = number }

  /// The last one on this thread.
  package init() { self.init(number: errno) }

  /// Whether there is no such file.
  public var isMissingFile: Bool { number == ENOENT }

  public var description: String { String(cString: strerror(number)) }
}
