import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Why this module and not swift-subprocess (1.0.2), which starts processes too:
// - A child lives there as long as a closure. A port lives from one call to the next, whoever makes it.
// - A read can be given up only by cancelling its task, which ends the child; here what came of a line until its time
//   was over is shown to the user. When the child ends, reads are cancelled as well, with what is still in the pipes:
//   the last words of a crash.
// - A child that has ended is not torn down: what it started in its group lives on, and what left the group always
//   does. Here both are found and killed, also when a signal ends the command.
// - It keeps a thread and a table for the whole process, and needs a second package.

/// Who starts processes, knows which run, and ends them: a command owns one and hands it to what starts programs.
///
/// What is started leads a process group of its own and has a mark in its environment, both of which its children
/// inherit: by them all are found when it is to end. After ``end()`` nothing more is started by this one, so that
/// nothing can slip away from a command that ends; another supervisor is not concerned.
public final class Supervisor: Sendable {
  /// The running children with their marks; nil after the end.
  private let children = Mutex<[pid_t: Mark]?>([:])

  /// Held by whoever makes pipes and starts a program, as ``Pipe`` needs it.
  private static let spawning = Mutex(())

  public init() {}

  /// Starts a program, with pipes to its standard output and error.
  public func start(_ program: Program) throws(StartError) -> ChildProcess {
    let mark = Mark()
    // One step under the lock: what is started is known.
    let started = children.withLock { children in
      Result { () throws(StartError) in
        if children == nil { throw .over }
        // Descriptors are the whole process's: no other supervisor's program may inherit those of this one.
        let started = try Self.spawning.withLock { _ in
          Result { () throws(StartError) in try program.spawn(with: mark) }
        }.get()
        children?[started.process] = mark
        return started
      }
    }
    return ChildProcess(try started.get(), mark: mark, supervisor: self)
  }

  /// Kills all that runs, with its children, and starts nothing more.
  public func end() {
    let running = children.withLock { children in
      defer { children = nil }
      return children ?? [:]
    }
    for (process, mark) in running {
      _ = kill(-process, SIGKILL)
      mark.killAll()
    }
  }

  /// Forgets a child whose number the system may give to others from now on.
  func forget(_ process: pid_t) {
    children.withLock { _ = $0?.removeValue(forKey: process) }
  }
}
