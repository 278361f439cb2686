import ExactJSON

/// Reads a file in the safetensors format: 8 bytes with the length of a header, the header, which is a JSON object,
/// and the elements of all tensors.
///
/// Nothing that the file says is believed before it is checked, lengths first of all.
struct SafetensorsReader {
  private(set) var tensors: [StoredTensor] = []
  private(set) var metadata: [String: String] = [:]

  /// The format's own limit.
  private static let longestHeader = 100_000_000

  init(_ bytes: [UInt8]) throws(OptimizerFileError) {
    guard bytes.count >= 8 else {
      throw .damaged("The file ends after \(bytes.count) bytes, within the length of its header.")
    }
    let length = bytes[..<8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.longestHeader), length <= UInt64(bytes.count - 8) else {
      throw .damaged("The header's length, \(length), is more than the file has.")
    }
    let data = bytes[(8 + Int(length))...]
    guard case .object(let members) = try JSON(parsing: bytes[8..<data.startIndex]) else {
      throw .damaged("The header is not a JSON object.")
    }
    var places: [Range<Int>] = []
    for member in members {
      if member.key == "__metadata__" {
        metadata = try Self.metadata(member.value)
      } else {
        let tensor = try Self.tensor(member.key, member.value, in: data)
        tensors.append(tensor)
        places.append(tensor.data.indices)
      }
    }
    try Self.requireWhole(places, of: data)
    // Empty tensors begin where the next one does; the header's order is that of the variables.
    let order = tensors.indices.sorted {
      (places[$0].lowerBound, places[$0].upperBound, $0) < (places[$1].lowerBound, places[$1].upperBound, $1)
    }
    tensors = order.map { tensors[$0] }
  }

  private static func metadata(_ json: JSON) throws(OptimizerFileError) -> [String: String] {
    guard case .object(let members) = json else { throw .damaged("'__metadata__' is not a JSON object.") }
    var metadata: [String: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else {
        throw .damaged("'\(member.key)' in '__metadata__' is not a string.")
      }
      metadata[member.key] = text
    }
    return metadata
  }

  private static func tensor(
    _ name: String, _ json: JSON, in data: ArraySlice<UInt8>
  ) throws(OptimizerFileError) -> StoredTensor {
    guard case .object(let members) = json, members.count == 3, case .string(let code) = json["dtype"],
      let shape = json["shape"]?.lengths, let offsets = json["data_offsets"]?.lengths, offsets.count == 2
    else {
      throw .damaged("'\(name)' does not have a 'dtype', a 'shape' and 'data_offsets', and nothing else.")
    }
    guard let type = ElementType(rawValue: code) else {
      throw .damaged("'\(name)' has the type '\(code)', which no variable of an optimizer has.")
    }
    var size = type.byteCount
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      if overflow { throw .damaged("'\(name)' has the shape \(shape), more than memory can hold.") }
      size = product
    }
    guard offsets[0] <= offsets[1], offsets[1] <= data.count else {
      throw .damaged("'\(name)' lies at \(offsets[0]) to \(offsets[1]) of \(data.count) bytes.")
    }
    guard offsets[1] - offsets[0] == size else {
      throw .damaged(
        "'\(name)' of shape \(shape) and type \(code) has \(offsets[1] - offsets[0]) bytes, not \(size).")
    }
    let start = data.startIndex
    return StoredTensor(
      name: name, type: type, shape: shape, data: data[start + offsets[0]..<start + offsets[1]])
  }

  /// The tensors lie one after the other, from the first byte to the last.
  private static func requireWhole(
    _ places: [Range<Int>], of data: ArraySlice<UInt8>
  ) throws(OptimizerFileError) {
    var end = data.startIndex
    for place in places.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard place.lowerBound == end else {
        throw .damaged("The tensors overlap or leave a gap at byte \(min(end, place.lowerBound)).")
      }
      end = place.upperBound
    }
    guard end == data.endIndex else {
      throw .damaged("\(data.endIndex - end) bytes after the last tensor belong to none.")
    }
  }
}

extension JSON {
  /// A list of numbers that are whole and not below 0.
  fileprivate var lengths: [Int]? {
    guard case .array(let values) = self else { return nil }
    var lengths: [Int] = []
    for case .number(let spelling) in values {
      if let length = Int(spelling), length >= 0 { lengths.append(length) }
    }
    return lengths.count == values.count ? lengths : nil
  }
}
