import Foundation
import Testing

/// The search, as its users run it.
@Suite struct FuzzTests {
  private let vectors: Folder

  init() throws { vectors = try Vectors.folder(FakePort.cases) }

  private func fakePort(_ mode: String) -> String {
    "ADAMW_VECTORS='\(vectors.path)' '\(FakePort.interpreter)' -I '\(FakePort.script)' \(mode)"
  }

  @Test func theReferenceEqualsItselfAsAProgram() throws {
    let outcome = try Command.run(
      "fuzz", "--oracle", "reference", "--port", "'\(Command.path)' port", "--cases", "60", "--seed", "2")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("no difference: 60 random cases of seed 2 compared in "))
    #expect(outcome.errors.isEmpty)
  }

  @Test func aWrongPortIsStatusOneAndTheFileShowsIt() throws {
    let folder = try Folder()
    let found = folder.url("found.json").path
    let outcome = try Command.run(
      "fuzz", "--oracle", "reference", "--port", fakePort("right"), "--seed", "1", "--save", found,
      "--json", folder.url("result.json").path)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("different: "))
    #expect(outcome.output.contains("optimizer = keras.optimizers.AdamW("))
    #expect(outcome.output.contains("first difference: step 1 (event 0), variable 0"))
    #expect(outcome.output.contains("saved as \(found)"))
    #expect(try folder.read("result.json").contains(#""verdict" : "differs""#))

    let right = try Command.run("verify", "--vectors", found)
    #expect(right.status == 0)
    #expect(!right.output.contains("declared, "))
    let again = try Command.run(
      ["test", "--vectors", found, "--", FakePort.interpreter, "-I", FakePort.script, "right"],
      environment: ["ADAMW_VECTORS": vectors.path])
    #expect(again.status == 1)
  }

  @Test func whatWasFoundBeforeIsNotOverwritten() throws {
    let folder = try Folder()
    try folder.write("mine", to: "fuzz-1-0.json")
    let search = """
      cd '\(folder.path)' && "$ADAMW" fuzz --oracle reference --port "\(fakePort("right"))" --seed 1
      """
    for name in ["fuzz-1-0-2.json", "fuzz-1-0-3.json"] {
      #expect(try Command.shell(search).output.contains("saved as \(name), "))
    }
    #expect(try folder.read("fuzz-1-0.json") == "mine")
  }

  @Test func aBrokenPortIsStatusThree() throws {
    let folder = try Folder()
    let outcome = try Command.run(
      "fuzz", "--oracle", "reference", "--port", fakePort("exit"), "--save", folder.url("found.json").path)
    #expect(outcome.status == 3)
    #expect(outcome.output.hasPrefix("broken port: "))
    #expect(outcome.output.contains("exit status 7"))
    #expect(try Command.run("fuzz", "--oracle", "reference", "--port", "/no/such/port").status == 3)
  }

  @Test func anOracleThatBreaksIsNotThePortsFault() throws {
    let outcome = try Command.run("fuzz", "--oracle", fakePort("exit"), "--port", "reference")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("The oracle does not answer the case fuzz/"))
    let absent = try Command.run("fuzz", "--oracle", "/no/such/oracle")
    #expect(absent.status == 5)
    #expect(absent.errors.hasPrefix("adamw: The oracle does not start: The port ended with exit status 127"))
    let silent = try Command.run("fuzz", "--oracle", fakePort("hang"), "--timeout", "1")
    #expect(silent.status == 5)
    #expect(silent.errors.contains("The port did not answer within 1 s and was killed."))
    let confused = try Command.run("fuzz", "--oracle", fakePort("confused"))
    #expect(confused.status == 5)
    #expect(confused.errors.contains(": out of order"))
    let rude = try Command.run(
      "fuzz", "--oracle", "'\(Command.path)' port; exit 7", "--cases", "5", "--seed", "2")
    #expect(rude.status == 5)
    #expect(
      rude.errors.hasPrefix("adamw: The oracle does not end as it should: The port ended with exit status 7"))
  }

  @Test func anInterruptEndsItWithTheSummary() throws {
    // By Python: a shell's background jobs ignore interrupts.
    let program = """
      import os, signal, subprocess, sys, time
      adamw = os.environ["ADAMW"]
      command = [adamw, "fuzz", "--oracle", "reference", "--port", f"'{adamw}' port", "--minutes", "5", "--seed", "3"]
      search = subprocess.Popen(command)
      time.sleep(1)
      search.send_signal(signal.SIGINT)
      sys.exit(search.wait())
      """
    let outcome = try Command.shell(
      "exec \(FakePort.interpreter) -I -c '\(program.replacing("'", with: "'\\''"))'")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("no difference: "))
    #expect(outcome.output.contains(" s, interrupted\n"))
  }

  @Test(arguments: [
    (["fuzz", "--cases", "0"], "At least 1 case is needed."),
    (["fuzz", "--minutes", "0"], "A time must be more than 0, and at most 1e9."),
    (["fuzz", "--seed", "-1"], "--seed"),
    (["fuzz", "--oracle", "reference"], "--oracle and --port are the same, and could never differ."),
    (["fuzz", "--port", "true", "--save", "/nowhere/f.json"], "'/nowhere/f.json' cannot be written."),
    (["fuzz", "--port", "true", "--json", "/"], "'/' cannot be written."),
    (["fuzz", "--port", "keras"], "--oracle and --port are the same, and could never differ."),
    (["keras", "verify", "--jobs", "0"], "At least 1 job is needed."),
    (["keras", "doctor", "--backend", "caffe"], "--backend"),
  ])
  func wrongUsageIsStatusTwo(arguments: [String], message: String) throws {
    let outcome = try Command.run(arguments, environment: ["ADAMW_VECTORS": vectors.path])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message))
    #expect(outcome.output.isEmpty)
  }
}

/// Keras that does not start, which is no news of a port.
@Suite struct MissingKerasTests {
  @Test(arguments: [
    ["fuzz"], ["keras", "verify"], ["keras", "verify", "--jobs", "2"], ["keras", "port"],
    ["fuzz", "--oracle", "reference", "--port", "keras"],
  ])
  func isSaidAndIsStatusFive(arguments: [String]) throws {
    let vectors = try Vectors.folder([Vectors.refused])
    let outcome = try Command.run(
      arguments + ["--python", "/no/such/python"], environment: ["ADAMW_VECTORS": vectors.path])
    #expect(outcome.status == 5)
    let sentences = "adamw: Keras does not start. There is no file /no/such/python. Name a Python"
    #expect(outcome.errors.hasPrefix(sentences))
    #expect(outcome.errors.hasSuffix("\nOr use --oracle reference.\n") == (arguments == ["fuzz"]))
    #expect(outcome.output.isEmpty)
  }
}

/// The doctor, where it is of no help that Keras is installed.
@Suite struct KerasDoctorTests {
  @Test func whatIsMissingIsStatusFiveAndSaid() throws {
    let outcome = try Command.run("keras", "doctor", "--python", "/no/such/python")
    #expect(outcome.status == 5)
    #expect(outcome.output.contains("There is no file /no/such/python.\n"))
    #expect(outcome.output.hasSuffix("with --python or ADAMW_PYTHON.\n"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func theJSONSaysTheSame() throws {
    let outcome = try Command.run("keras", "doctor", "--json", "--python", "/no/such/python")
    #expect(outcome.status == 5)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let diagnosis = try #require(json["diagnosis"] as? [String: Any])
    #expect(diagnosis["ready"] as? Bool == false)
    #expect(json["keras"] == nil)
  }

  @Test func awayFromThePackageItSaysWhatIsMissing() throws {
    let folder = try Folder()
    // A copy: through a link the package would be found.
    try FileManager.default.copyItem(atPath: Command.path, toPath: folder.url("adamw").path)
    let outcome = try Command.shell("cd '\(folder.path)' && ./adamw keras doctor")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("The Python that runs Keras, scripts/keras of this package, is"))
  }
}
