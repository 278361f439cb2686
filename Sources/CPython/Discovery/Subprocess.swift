#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that is run with a limit to its time and to what it may say.
struct Subprocess {
  /// The program's path.
  var path: String
  /// Its arguments.
  var arguments: [String]
  /// Its environment.
  var environment: [String: String]
  /// How long it may take.
  var seconds: Double

  /// What a program printed.
  struct Output {
    var standardOutput: String
    var standardError: String

    /// The last line that it printed, preferably of its complaints, for a sentence.
    var lastWords: String {
      let said = standardError.isEmpty ? standardOutput : standardError
      let line = said.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } ?? ""
      return line.count > 120 ? "\(line.prefix(120))..." : String(line)
    }
  }

  /// How many bytes are read of a program that does not stop talking.
  private static let limit = 1 << 20

  /// Runs the program, with nothing on its standard input, until it has closed its output.
  func run() throws(SetupError) -> Output {
    do {
      let (output, errors) = (try Pipe(), try Pipe())
      let process = try spawn(output: output, errors: errors)
      output.closeWritingEnd()
      errors.closeWritingEnd()
      let texts = collect([output, errors])
      // With it ends whatever it has started and left behind.
      kill(-process, SIGKILL)
      waitpid(process, nil, 0)
      guard let texts else { throw SetupError.noAnswer(path: path, seconds: seconds) }
      return Output(standardOutput: texts[0], standardError: texts[1])
    } catch let error as SetupError {
      throw error
    } catch let error as SystemError where error.number == ENOENT && access(path, F_OK) != 0 {
      let destination = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      throw destination.map { .brokenLink(path: path, destination: $0) } ?? .notThere(path: path)
    } catch {
      throw .notRunnable(path: path, reason: "\(error)")
    }
  }

  /// Starts the program in a process group of its own.
  private func spawn(output: Pipe, errors: Pipe) throws(SystemError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writingEnd, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.writingEnd, STDERR_FILENO)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, path, &actions, &attributes, &argv, &envp)
    if failure != 0 { throw SystemError(number: failure) }
    return process
  }

  /// What comes out of pipes until all are closed or one has said too much; nil if time runs out first.
  private func collect(_ pipes: [Pipe]) -> [String]? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var texts = pipes.map { _ in [UInt8]() }
    var polls = pipes.map { pollfd(fd: $0.readingEnd, events: Int16(POLLIN), revents: 0) }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while polls.contains(where: { $0.fd >= 0 }), texts.allSatisfy({ $0.count < Self.limit }) {
      let left = deadline - .now
      guard left > .zero else { return nil }
      guard poll(&polls, nfds_t(polls.count), Int32(left / .milliseconds(1)) + 1) > 0 else { continue }
      for index in polls.indices where polls[index].revents != 0 {
        let count = read(polls[index].fd, &chunk, chunk.count)
        if count > 0 {
          texts[index] += chunk[..<count]
        } else {
          polls[index].fd = -1
        }
      }
    }
    return texts.map { String(decoding: $0, as: UTF8.self) }
  }
}
