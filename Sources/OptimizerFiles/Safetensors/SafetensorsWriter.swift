import ExactJSON

/// Writes a file in the safetensors format.
enum SafetensorsWriter {
  /// The file that holds the tensors in their order. Their names must differ.
  static func encode(_ tensors: [StoredTensor], metadata: [(key: String, value: String)]) -> [UInt8] {
    var members = [
      JSON.Member(
        key: "__metadata__",
        value: .object(metadata.map { JSON.Member(key: $0.key, value: .string($0.value)) }))
    ]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.data.count
      let entry = [
        JSON.Member(key: "dtype", value: .string(tensor.type.rawValue)),
        JSON.Member(key: "shape", value: .lengths(tensor.shape)),
        JSON.Member(key: "data_offsets", value: .lengths([start, end])),
      ]
      members.append(JSON.Member(key: tensor.name, value: .object(entry)))
    }
    var header = Array(JSON.object(members).text.utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var file = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    file.reserveCapacity(file.count + header.count + end)
    file += header
    for tensor in tensors { file += tensor.data }
    return file
  }
}

extension JSON {
  fileprivate static func lengths(_ lengths: [Int]) -> JSON {
    .array(lengths.map { .number(String($0)) })
  }
}
