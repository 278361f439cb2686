#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why something was not started.
public enum StartError: Error, Hashable, Sendable {
  /// The system does not run the program of a command.
  case program(command: [String], SystemError)
  /// There is no pipe for it.
  case pipe(SystemError)
  /// There is no thread to wait for it.
  case thread(SystemError)
  /// The supervisor has been told to end.
  case over

  /// Whether another program would not have been started either.
  public var isOfMachine: Bool {
    switch self {
    case .program(_, let error): [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(error.number)
    case .pipe, .thread, .over: true
    }
  }
}

extension StartError: CustomStringConvertible {
  /// A part of a sentence, as in `'perl': No such file or directory`.
  public var description: String {
    switch self {
    case .program(let command, let error): "'\(command[0])': \(error)"
    case .pipe(let error): "no pipe: \(error)"
    case .thread(let error): "no thread: \(error)"
    case .over: "the run is ending"
    }
  }
}
