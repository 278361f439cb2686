import Foundation

/// The program of `Ports/fake_port.py`, under test by the command.
struct FakePort {
  static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Ports/fake_port.py").path

  /// Python itself, and not a script that looks for it each time.
  static let interpreter: String = {
    let path = try? Command.shell("python3 -c 'import sys; print(sys.executable)'").output
    return path.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? "python3"
  }()

  /// Cases about which the fake port is right, if it is not asked to be wrong.
  static let cases =
    (1...4).map { number in
      """
      {"id":"sample/\(number)","rules":["R-UPDATE-1","R-ROUND-1"],"arguments":{"amsgrad":\(number > 2)},\
      "inputs":"one","expect":{"steps":[{"variables":["3f00000\(number)"]}]}}
      """
    } + [Vectors.refused]

  /// What a run left.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
    /// The processes that it left behind.
    let survivors: [String]

    /// The output with long lines in one piece.
    var unwrapped: String { output.unwrapped }
  }

  /// Runs `adamw test` on a port that misbehaves so, in that case.
  static func test(
    _ mode: String,
    in target: String = "*",
    options: [String] = [],
    vectors: Folder
  ) throws -> Outcome {
    let token = UUID().uuidString
    let outcome = try Command.run(
      ["test", "--timeout", "5"] + options + ["--", interpreter, "-I", script, mode, target],
      environment: ["ADAMW_VECTORS": vectors.path, "FAKE_TOKEN": token]
    )
    return Outcome(
      status: outcome.status,
      output: outcome.output,
      errors: outcome.errors,
      survivors: processes(with: token)
    )
  }

  /// The processes that have a word in their environment.
  static func processes(with token: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard Int(name) != nil, let data = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
        return false
      }
      return data.range(of: Data(token.utf8)) != nil
    }
  }
}
