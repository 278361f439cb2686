import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ChildProcess {
  /// How long processes that start others as fast as they are killed are chased.
  private static let patience = Duration.seconds(5)

  /// Kills the processes with a mark in their environment, which have left the group of the one that had it
  /// first. Only Linux lets it be read.
  static func killMarked(_ mark: String) {
    #if os(Linux)
      let deadline = ContinuousClock.now + patience
      let own = getpid()
      while ContinuousClock.now < deadline {
        let marked = processes.filter { $0 != own && hasMark(mark, process: $0) }
        if marked.isEmpty { return }
        for process in marked { _ = kill(process, SIGKILL) }
        usleep(1000)
      }
    #endif
  }

  #if os(Linux)
    private static var processes: [pid_t] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap(pid_t.init)
    }

    private static func hasMark(_ mark: String, process: pid_t) -> Bool {
      let descriptor = open("/proc/\(process)/environ", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      var environment: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count <= 0 { break }
        environment += chunk[..<count]
      }
      let mark = Array(mark.utf8)
      return environment.split(separator: 0).contains { $0.elementsEqual(mark) }
    }
  #endif
}
