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

/// What a process has in its environment, and its children inherit: by it those are found that have left its group.
struct Mark: Sendable {
  /// How long processes that start others as fast as they are killed are chased.
  private static let patience = Duration.seconds(5)

  /// The mark, as it stands in an environment.
  let text = "ADAMW_CHILD=\(String(UInt64.random(in: 0 ... .max), radix: 16))"

  /// Kills the processes that have it. Only Linux lets an environment be read.
  func killAll() {
    #if os(Linux)
      let deadline = ContinuousClock.now + Self.patience
      let own = getpid()
      while ContinuousClock.now < deadline {
        let marked = Self.processes.filter { $0 != own && isInEnvironment(of: $0) }
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

    private func isInEnvironment(of process: pid_t) -> Bool {
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
      return environment.split(separator: 0).contains { $0.elementsEqual(text.utf8) }
    }
  #endif
}
