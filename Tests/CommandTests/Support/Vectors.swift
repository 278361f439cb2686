import Foundation

@testable import VectorFiles
@testable import Conformance

/// Vectors about which there can be no doubt.
enum Vectors {
  /// A case that every right port refuses.
  static let refused = """
    {"id":"sample/refused","rules":["R-ERROR-CLIP"],"arguments":{"clipnorm":1,"clipvalue":1},"inputs":"one",\
    "expect":{"error":{"category":"invalid_argument","argument":"clipnorm"}}}
    """

  /// A case that no right port passes: a step does not lead to NaN.
  static let impossible = """
    {"id":"sample/impossible","rules":["R-UPDATE-1"],"arguments":{},"inputs":"one",\
    "expect":{"steps":[{"variables":["7fc00000"]}]}}
    """

  /// A folder with a file of these cases and its manifest.
  static func folder(_ cases: [String]) throws -> Folder {
    let folder = try Folder()
    let text = """
      {"format":"\(VectorFile.format)","about":"For tests.","provenance":{},"inputs":{"one":{"variables":\
      [{"name":"w","dtype":"float32","shape":[],"data":"3f800000"}],"script":[{"apply":["3f000000"]}]}},"cases":[
      \(cases.joined(separator: ",\n"))
      ]}

      """
    let steps = cases.count { $0.contains("steps") }
    try folder.write(text, to: "sample.json")
    try folder.write(
      """
      {"format":"\(Manifest.format)","profile":"none","cases":\(cases.count),"rules":["R-ERROR-CLIP","R-UPDATE-1"],\
      "provenance":{"by":"hand"},"coverage":{},"files":[{"name":"sample.json","cases":\(cases.count),\
      "steps":\(steps),"bytes":\(text.utf8.count),"sha256":"",\
      "fnv1a64":"\(String(Data(text.utf8).fnv1a64, radix: 16))"}]}
      """,
      to: "manifest.json"
    )
    return folder
  }
}
