public import Conformance

/// Why vectors cannot be used: never a verdict on a port.
public enum VectorError: Fault, Equatable {
  /// There is no folder of vectors where one was looked for.
  case folderMissing(searched: [String])
  /// The folder lacks a file.
  case fileMissing(file: String, folder: String)
  /// A file cannot be read.
  case unreadable(file: String, reason: String)
  /// A file cannot be read because this machine has no descriptors or memory left for it.
  case machineExhausted(file: String, reason: String)
  /// A file is shorter than the manifest says.
  case truncated(file: String, bytes: Int, listed: Int)
  /// A file is not the one that the manifest describes.
  case damaged(file: String)
  /// A file, or a line of it, is not JSON.
  case syntax(file: String, line: Int?)
  /// The cases of a file do not stand one on a line.
  case layout(file: String)
  /// A file is in a format that this version does not read.
  case unknownFormat(file: String, found: String, known: String)
  /// A part of a file is not what the format says.
  case malformed(file: String, case: String?, field: String, reason: String)
  /// A file has another number of cases or steps than the manifest says.
  case wrongCount(file: String, of: String, found: Int, listed: Int)
  /// A case has no id.
  case idMissing(file: String, line: Int)
  /// Two cases have the same id.
  case duplicateID(String, files: [String])
}

extension VectorError {
  public var blame: Blame { if case .machineExhausted = self { .machine } else { .vectors } }

  /// A sentence: what is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .folderMissing(let searched):
      """
      No vectors were found: there is no manifest.json in \(searched.map { "'\($0)'" }.joined(separator: ", nor in ")); \
      name the folder with --vectors or ADAMW_VECTORS.
      """
    case .fileMissing(let file, let folder):
      "\(file) is missing from \(folder)."
    case .unreadable(let file, let reason), .machineExhausted(let file, let reason):
      "\(file) cannot be read: \(reason)."
    case .truncated(let file, let bytes, let listed):
      "\(file) is truncated: it has \(bytes) bytes, and the manifest lists \(listed)."
    case .damaged(let file):
      "\(file) is damaged: its checksum is not the one in the manifest."
    case .syntax(let file, let line):
      "\(file)\(line.map { ", line \($0)," } ?? "") is not valid JSON."
    case .layout(let file):
      "\(file) does not have one case on each line between the lines '...\"cases\":[' and ']}'."
    case .unknownFormat(let file, let found, let known):
      "\(file) has the format '\(found)', and this version reads '\(known)'."
    case .malformed(let file, let id, let field, let reason):
      "\(file)\(id.map { ", case '\($0)'" } ?? "")\(field.isEmpty ? "" : ", \(field)"): \(reason)."
    case .wrongCount(let file, let what, let found, let listed):
      "\(file) has \(found) \(what), and the manifest lists \(listed)."
    case .idMissing(let file, let line):
      "\(file), line \(line): the case has no id, by which every case is known."
    case .duplicateID(let id, let files):
      "The case id '\(id)' occurs twice (in \(files.joined(separator: " and "))), and ids must be unique."
    }
  }
}
