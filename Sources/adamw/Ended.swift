/// Ends a command that has said all there is to say.
struct Ended: Error {
  let status: ExitStatus
}
