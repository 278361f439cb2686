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

/// A program to be started, without a shell.
public struct Program: Sendable {
  /// The program, which is looked for as a shell would look, and its arguments.
  public var command: [String]
  public var environment: [String: String]
  /// Whether there is a pipe to its standard input, which otherwise has nothing.
  public var hasInput: Bool

  /// A program, in the environment of this process if none is given.
  ///
  /// - Precondition: The command has at least one element.
  public init(_ command: [String], environment: [String: String]? = nil, hasInput: Bool = false) {
    precondition(!command.isEmpty, "A command has at least the program's name.")
    self.command = command
    self.environment = environment ?? ProcessInfo.processInfo.environment
    self.hasInput = hasInput
  }
}

extension Program {
  /// A process that runs the program, and this side's ends of its pipes, none of which blocks.
  struct Started {
    let process: pid_t
    let input: CInt?
    let output, errors: CInt
  }

  func spawn(with mark: Mark) throws(StartError) -> Started {
    var (own, theirs): ([CInt], [CInt]) = ([], [])
    defer { for descriptor in theirs { close(descriptor) } }
    do throws(StartError) {
      for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where number != STDIN_FILENO || hasInput {
        let pipe = try Pipe()
        own.append(number == STDIN_FILENO ? pipe.writing : pipe.reading)
        theirs.append(number == STDIN_FILENO ? pipe.reading : pipe.writing)
      }
      let process = try spawn(with: mark, descriptors: theirs)
      for descriptor in own { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
      let input = hasInput ? own.removeFirst() : nil
      return Started(process: process, input: input, output: own[0], errors: own[1])
    } catch {
      for descriptor in own { close(descriptor) }
      throw error
    }
  }

  /// Starts the program in a process group of its own, with its signals as they are at first.
  private func spawn(with mark: Mark, descriptors: [CInt]) throws(StartError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if !hasInput { posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) }
    for (descriptor, number) in zip(descriptors, (hasInput ? STDIN_FILENO : STDOUT_FILENO)...) {
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    )
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)

    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    let settings = environment.map { "\($0)=\($1)" } + [mark.text]
    var variables: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, command[0], &actions, &attributes, &arguments, &variables)
    if failure != 0 { throw .program(command: command, SystemError(number: failure)) }
    return process
  }
}
