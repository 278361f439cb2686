public import ArgumentParser
public import Conformance

/// Something that only the command knows to be a fault, and whose.
struct CommandFault: Fault {
  let blame: Blame
  let description: String

  init(_ blame: Blame, _ description: String) {
    self.blame = blame
    self.description = description
  }
}

extension ValidationError: Fault {
  public var blame: Blame { .usage }
}
