/// A version of Python, such as 3.11.7.
public struct PythonVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var major: Int
  /// Libraries of another one cannot take an interpreter's place.
  public var minor: Int
  public var micro: Int

  /// The version of these three numbers.
  public init(_ major: Int, _ minor: Int, _ micro: Int = 0) {
    self.major = major
    self.minor = minor
    self.micro = micro
  }

  /// The oldest version that can be embedded.
  public static let oldest = PythonVersion(3, 10)
  /// The newest version that can be embedded: of its line every one.
  public static let newest = PythonVersion(3, 14)

  /// Whether this version can be embedded.
  public var isSupported: Bool {
    (major, minor) >= (Self.oldest.major, Self.oldest.minor)
      && (major, minor) <= (Self.newest.major, Self.newest.minor)
  }

  /// The first two numbers, as they stand in file names.
  public var line: String { "\(major).\(minor)" }

  public var description: String { "\(major).\(minor).\(micro)" }

  public static func < (a: PythonVersion, b: PythonVersion) -> Bool {
    (a.major, a.minor, a.micro) < (b.major, b.minor, b.micro)
  }
}

extension PythonVersion {
  /// The version at the start of what a library says of itself, such as `3.11.7 (main, ...) [GCC ...]`.
  init?(readFrom text: String) {
    let numbers = text.prefix { $0.isNumber || $0 == "." }.split(separator: ".").compactMap { Int($0) }
    guard numbers.count >= 2 else { return nil }
    self.init(numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
  }
}

extension PythonVersion: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let version = PythonVersion(readFrom: text) else {
      let reason = "'\(text)' is not a version such as 3.11.7"
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason))
    }
    self = version
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
