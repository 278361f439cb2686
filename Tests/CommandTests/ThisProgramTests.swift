import Foundation
import Testing

@Suite struct ThisProgramTests {
  /// Started from anywhere, by a name on the search path and through a link.
  @Test(arguments: ["verify --filter R-DECAY-3", "keras doctor --python /nowhere"])
  func whatBelongsToThePackageIsFoundBesideIt(command: String) throws {
    let folder = try Folder()
    let outcome = try Command.shell(
      "ln -s \"$ADAMW\" \"$HERE/adamw\" && cd / && PATH=\"$HERE:$PATH\" adamw \(command)",
      environment: ["HERE": folder.path])
    let text = outcome.output + outcome.errors
    #expect(text.hasPrefix("conforms:") || text.contains("There is no file /nowhere."), "\(text)")
  }
}
