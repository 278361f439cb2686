import ArgumentParser
import Conformance
import FoundationEssentials

/// Where a report goes besides the terminal.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Also write the report as JSON.", valueName: "path"))
  var json: String?

  @Option(help: ArgumentHelp("Also write the report as JUnit's XML.", valueName: "path"))
  var junit: String?

  @Option(help: ArgumentHelp("Also write the report as Markdown.", valueName: "path"))
  var markdown: String?

  @Option(help: ArgumentHelp("Also write the report as one page of HTML.", valueName: "path"))
  var html: String?

  /// Prints the report, and writes the files.
  func write(_ report: Report) throws {
    let style = TextStyle(
      isTerminal: System.outputIsTerminal,
      environment: ProcessInfo.processInfo.environment
    )
    System.writeOutput(report.text(style: style))
    for (path, text) in [
      (json, { try report.json() + "\n" }), (junit, report.junit), (markdown, report.markdown),
      (html, report.html),
    ] as [(String?, () throws -> String)] {
      guard let path else { continue }
      do {
        try Data(try text().utf8).write(to: URL(filePath: path))
      } catch {
        throw ValidationError("The report cannot be written to '\(path)'.")
      }
    }
  }
}
