/// Makes a program of a tree, with the work to do on a stack of our own.
struct Compiler {
  /// What is to be done next, the last first.
  enum Task {
    /// The elements of a sequence from this place on.
    case sequence(Int, from: Int, Flags)
    case mark(Int)
    /// The end of what an instruction began.
    case close(Int)
    /// One more alternative of a branch.
    case alternative([Int], from: Int, branch: Int, Flags)
    /// What is if a condition does not hold.
    case otherwise(Int?, at: Int, Flags)
  }

  let tree: Tree
  var program = Program()
  var tasks: [Task] = []

  static func program(of tree: Tree) throws(PatternError) -> Program {
    var compiler = Compiler(tree: tree)
    try compiler.compile()
    return compiler.program
  }

  private mutating func compile() throws(PatternError) {
    program.groupCount = tree.groupCount
    program.start = start
    tasks.append(.sequence(tree.root, from: 0, tree.flags))
    while let task = tasks.popLast() { try perform(task) }
    emit(.found)
  }

  private mutating func perform(_ task: Task) throws(PatternError) {
    switch task {
    case .sequence(let sequence, let place, let flags):
      guard place < tree.sequences[sequence].count else { return }
      tasks.append(.sequence(sequence, from: place + 1, flags))
      try compile(tree.sequences[sequence][place], flags)
    case .mark(let mark): emit(.mark(mark))
    case .close(let place): close(place)
    case .alternative(let bodies, let next, let branch, let flags):
      beginAlternative(bodies, next, branch, flags)
    case .otherwise(let body, let place, let flags): beginOtherwise(body, place, flags)
    }
  }

  /// The place of the instruction.
  @discardableResult
  mutating func emit(_ instruction: Instruction) -> Int {
    program.instructions.append(instruction)
    return program.instructions.count - 1
  }

  /// The place of the next instruction.
  var here: Int { program.instructions.count }

  /// Does this next, the last first.
  mutating func begin(_ body: Int, _ flags: Flags) {
    tasks.append(.sequence(body, from: 0, flags))
  }

  private mutating func close(_ place: Int) {
    switch program.instructions[place] {
    case .repeatMany(let repetition, _):
      program.instructions[place] = .repeatMany(repetition, until: emit(.until))
    case .repeatPossessively(let repetition, _):
      program.instructions[place] = .repeatPossessively(repetition, next: emit(.success) + 1)
    case .atomic: program.instructions[place] = .atomic(next: emit(.success) + 1)
    case .assertion(let isNegated, let back, _):
      program.instructions[place] = .assertion(isNegated: isNegated, back: back, next: emit(.success) + 1)
    case .jump: program.instructions[place] = .jump(to: here)
    default: preconditionFailure("This instruction has no end.")
    }
  }

  /// Each alternative ends in a jump behind the last.
  private mutating func beginAlternative(_ bodies: [Int], _ next: Int, _ branch: Int, _ flags: Flags) {
    if next > 0 { emit(.jump(to: 0)) }
    guard next < bodies.count else {
      for start in program.branches[branch].dropFirst() + [here] { close(start - 1) }
      return
    }
    program.branches[branch].append(here)
    tasks.append(.alternative(bodies, from: next + 1, branch: branch, flags))
    begin(bodies[next], flags)
  }

  private mutating func beginOtherwise(_ body: Int?, _ place: Int, _ flags: Flags) {
    guard case .conditional(let group, _) = program.instructions[place] else {
      preconditionFailure("This instruction is no condition.")
    }
    if let body {
      tasks.append(.close(emit(.jump(to: 0))))
      begin(body, flags)
    }
    program.instructions[place] = .conditional(group, otherwise: here)
  }
}
