import ArgumentParser
import Conformance
import FoundationEssentials
import Reporting

/// How a report is printed, and where it goes besides.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "How to print the report: text or json.")
  var format = Format.text

  @Option(help: ArgumentHelp("Also write the report as JSON.", valueName: "path"))
  var json: String?

  @Option(help: ArgumentHelp("Also write the report as JUnit's XML.", valueName: "path"))
  var junit: String?

  @Option(help: ArgumentHelp("Also write the report as Markdown.", valueName: "path"))
  var markdown: String?

  @Option(help: ArgumentHelp("Also write the report as one page of HTML.", valueName: "path"))
  var html: String?

  /// The files, each with what makes its text.
  private var files: [(path: String, text: (Report) throws -> String)] {
    let all: [(String?, (Report) throws -> String)] = [
      (json, { try $0.json() + "\n" }), (junit, { $0.junit() }), (markdown, { $0.markdown() }),
      (html, { $0.html() }),
    ]
    return all.compactMap { path, text in path.map { ($0, text) } }
  }

  /// Where reports go besides standard output.
  var paths: [String] { files.map(\.path) }

  /// Refuses at once what could not be written after a long run.
  func validate() throws {
    if let path = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
      throw ValidationError("Only one report can be written to '\(path)'.")
    }
    for path in paths where !FileManager.default.canWriteFile(at: path) {
      throw ValidationError(Self.problem(at: path))
    }
  }

  /// Writes the files, and prints the report: who reads only its first lines ends the command.
  func write(_ report: Report) throws {
    var problem: CommandFault?
    for (path, text) in files {
      do {
        try text(report).writeWhole(to: path)
      } catch {
        problem = problem ?? CommandFault(.machine, Self.problem(at: path))
      }
    }
    switch format {
    case .text:
      let style = TextStyle(
        isTerminal: System.outputIsTerminal,
        environment: ProcessInfo.processInfo.environment
      )
      try System.writeOutput(report.text(style: style))
    case .json:
      try System.writeOutput(try report.json() + "\n")
    }
    if let problem { throw problem }
  }

  private static func problem(at path: String) -> String { "The report cannot be written to '\(path)'." }
}

extension FileManager {
  /// Whether a file could be written there, as far as can be told without doing it.
  func canWriteFile(at path: String) -> Bool {
    var isFolder = false
    let exists = fileExists(atPath: path, isDirectory: &isFolder)
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return !path.isEmpty && !isFolder && isWritableFile(atPath: exists ? path : folder)
  }
}
