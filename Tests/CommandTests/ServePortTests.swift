import Foundation
import Testing

@Suite struct ServePortTests {
  private static let start = #"{"request":"start","protocol":1}"#
  private static let stop = #"{"request":"stop"}"#

  /// A request to run a case with one variable and one step.
  private static func run(_ arguments: String = "{}", extra: String = "") -> String {
    """
    {"request":"run","seq":9,"trace":false,"case":{"id":"x/y","rules":[],"arguments":\(arguments),"variables":\
    [{"name":"w","dtype":"float32","shape":[],"data":"3f800000"}],"script":[{"apply":["3f000000"]}]\(extra)}}
    """
  }

  private func replies(to lines: [String], terminated: Bool = true) throws -> [[String: Any]] {
    let outcome = try Command.run("port", input: lines.joined(separator: "\n") + (terminated ? "\n" : ""))
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    return try outcome.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func speaksTheProtocol() throws {
    let replies = try replies(to: [
      Self.start, Self.run(), Self.run(#"{"clipnorm":1,"clipvalue":1}"#), Self.run(extra: #","expect":1"#),
      "junk", Self.stop,
      Self.start,
    ])
    try #require(replies.count == 6)
    #expect(replies[0]["protocol"] as? Int == 1)
    #expect(replies[1]["reply"] as? String == "run")
    #expect(replies[1]["seq"] as? Int == 9)
    #expect((replies[1]["steps"] as? [Any])?.count == 1)
    #expect(replies[2]["category"] as? String == "invalid_argument")
    #expect(replies[2]["argument"] as? String == "clipnorm")
    #expect(replies[3]["category"] as? String == "internal")
    #expect(replies[3]["argument"] as? String == "case.expect")
    #expect(replies[4]["category"] as? String == "internal")
    #expect(replies[5]["reply"] as? String == "stop")
  }

  @Test func endsQuietlyWithTheInput() throws {
    #expect(try replies(to: [Self.start]).count == 1)
    #expect(try replies(to: [Self.start], terminated: false).count == 1)
    #expect(try replies(to: [], terminated: false).isEmpty)
  }

  @Test(arguments: ["iterations", "step_counter"])
  func refusesCountersThatWouldOverflow(name: String) throws {
    let state = #","loss_scale_optimizer":{},"initial_state":{"\#(name)":9223372036854775807}"#
    let replies = try replies(to: [Self.start, Self.run(extra: state), Self.run(), Self.stop])
    try #require(replies.count == 4)
    #expect(replies[1]["argument"] as? String == name)
    #expect(replies[2]["reply"] as? String == "run")
  }

  @Test(arguments: [("/nowhere", "'/nowhere'"), ("Package.swift", "header")])
  func refusesAtOnceToStartFromWhatIsNoFileOfAnOptimizer(path: String, part: String) throws {
    let outcome = try Command.run("port", "--start-from", path, input: "")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("adamw: --start-from '\(path)': "))
    #expect(outcome.errors.contains(part), "\(outcome.errors)")
  }

  @Test(arguments: [("eager", "epsilon-ignored"), ("graph", "callable-asked-always")])
  func aMistakeIsMadeByAModel(profile: String, mistake: String) throws {
    let outcome = try Command.run(
      "port", "--profile", profile, "--mistake", mistake,
      input: [Self.start, Self.run()].joined(separator: "\n"))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#""name":"textbook""#))
    #expect(outcome.output.contains(#""reply":"run""#))
  }

  @Test func aModelWithAMistakeAnswersOtherwiseThanTheReference() throws {
    let lines = [Self.start, Self.run()].joined(separator: "\n")
    let right = try Command.run("port", input: lines).output.split(separator: "\n").last
    let wrong = try Command.run("port", "--mistake", "decay-doubled", input: lines).output
      .split(separator: "\n").last
    #expect(right != wrong)
  }

  @Test(arguments: [
    (["--mistake", "epsilon-ignord"], "'epsilon-ignored'"),
    (["--mistake", "callable-asked-always"], "profile eager"),
    (["--mistake", "epsilon-ignored", "--save-to", "x.safetensors"], "--save-to"),
  ])
  func aMistakeThatCannotBeMadeIsRefused(arguments: [String], part: String) throws {
    let outcome = try Command.run(["port"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(part), "\(outcome.errors)")
  }

  @Test func theVersionIsTheReferences() throws {
    let version = try Command.run("--version")
    #expect(version.status == 0)
    let reference = try replies(to: [Self.start])[0]["version"] as? String
    #expect(reference.map { $0 + "\n" } == version.output)
  }

  @Test func eachReplyLeavesBeforeTheNextRequest() throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: Command.path)
    process.arguments = ["port"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for line in [Self.start, Self.run(), Self.stop] {
      try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
      var reply = Data()
      while reply.last != UInt8(ascii: "\n") {
        let more = output.fileHandleForReading.availableData
        try #require(!more.isEmpty)
        reply += more
      }
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func aReaderThatGoesAwayEndsItQuietly() throws {
    let lines = [Self.start] + [String](repeating: Self.run(), count: 500)
    let folder = try Folder()
    try folder.write(lines.joined(separator: "\n"), to: "requests")
    let outcome = try Command.shell("\"$ADAMW\" port < '\(folder.url("requests").path)' | head -n 1")
    #expect(outcome.output.contains(#""reply":"start""#))
    #expect(outcome.errors.isEmpty)
  }

  @Test func anInterruptEndsItQuietly() throws {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: Command.path)
    process.arguments = ["port"]
    process.standardInput = Pipe()
    process.standardOutput = Pipe()
    process.standardError = errors
    try process.run()
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(errors.fileHandleForReading.availableData.isEmpty)
  }
}
