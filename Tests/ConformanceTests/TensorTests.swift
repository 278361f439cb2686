import Testing

@testable import Conformance
import ConformanceSamples
import ExactJSON
@testable import Wire

@Suite struct TensorTests {
  @Test(arguments: [
    (DType.float32, "3f800000bf800000", [0x3f80_0000, 0xbf80_0000] as [UInt64]),
    (.float64, "3ff000000000000080000000000000ab", [0x3ff0_0000_0000_0000, 0x8000_0000_0000_00ab]),
    (.float16, "3c00fc01", [0x3c00, 0xfc01]),
    (.bfloat16, "3f80", [0x3f80]),
    (.float32, "", []),
  ])
  func readsAndWritesBigEndianHexadecimals(dtype: DType, text: String, bits: [UInt64]) throws {
    let tensor = try Tensor(dtype, hexadecimal: text)
    #expect(tensor == Tensor(dtype, bits: bits))
    #expect(tensor.hexadecimal == text)
  }

  @Test(arguments: [
    ("3f80000", "7 hexadecimal digits, but each float32 has 8"),
    ("3f80000g", "character 8 is not a lower-case hexadecimal digit"),
    ("3F800000", "character 2 is not a lower-case hexadecimal digit"),
    ("3f8000003f80 000", "character 13 is not a lower-case hexadecimal digit"),
    ("3f8000é", "character 7 is not a lower-case hexadecimal digit"),
  ])
  func refusesWhatIsNoHexadecimal(text: String, reason: String) {
    let error = #expect(throws: TensorError.self) { try Tensor(.float32, hexadecimal: text) }
    #expect(error?.description == reason)
  }

  @Test(arguments: DType.allCases) func decimalsAreExact(dtype: DType) throws {
    let infinity = dtype.infinity
    var bits: [UInt64] = [0, 1, 2, infinity - 1, infinity, infinity + 1, infinity >> 1, (infinity >> 1) + 7]
    bits += bits.map { $0 | dtype.sign }
    let tensor = Tensor(dtype, bits: bits)
    let line = try JSONWriter.text { tensor.write(to: &$0, as: .decimal) }
    let read = try JSONReader.read(line) { (json) throws(JSONError) in try json.tensor(of: dtype) }
    #expect(zip(read.bits, tensor.bits).allSatisfy(dtype.matches))
    #expect(read.count == tensor.count)
  }

  @Test func everyHalfPatternReadsBackFromItsDecimals() throws {
    for dtype in [DType.float16, .bfloat16] {
      let tensor = Tensor(dtype, bits: Array(0...UInt16.max))
      let line = try JSONWriter.text { tensor.write(to: &$0, as: .decimal) }
      let read = try JSONReader.read(line) { (json) throws(JSONError) in try json.tensor(of: dtype) }
      #expect(zip(read.bits, tensor.bits).allSatisfy(dtype.matches))
    }
  }

  @Test func decimalsOfSpecialValuesAreReadableEverywhere() throws {
    let tensor = Tensor(.float32, bits: [0x8000_0000, 0, 0x7fc0_0000, 0x7f80_0000, 0xff80_0000, 0x3dcc_cccd])
    #expect(
      try JSONWriter.text { tensor.write(to: &$0, as: .decimal) }
        == #"[-0.0,0,"nan","inf","-inf",0.10000000149011612]"#
    )
  }

  @Test func decimalsMayBeWrittenInAnyWay() throws {
    let text = #"[1, 1.0, 1e0, -0, -0.0, 0.1, "inf"]"#
    let tensor = try JSONReader.read(text) { (json) throws(JSONError) in try json.tensor(of: .float32) }
    let expected: [UInt64] = [
      0x3f80_0000, 0x3f80_0000, 0x3f80_0000, 0x8000_0000, 0x8000_0000, 0x3dcc_cccd, 0x7f80_0000,
    ]
    #expect(tensor.bits == expected)
  }

  @Test func digitsMayBeEscaped() throws {
    let tensor = try JSONReader.read(#""3f8\u0030000\u0030""#) { (json) throws(JSONError) in
      try json.tensor(of: .float32)
    }
    #expect(tensor.bits == [0x3f80_0000])
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(#""3f8\n0000""#) { (json) throws(JSONError) in try json.tensor(of: .float32) }
    }
    #expect(error?.reason == "character 4 is not a lower-case hexadecimal digit")
  }

  @Test func wordsHaveTheWidthAskedFor() {
    let tensor = Tensor(.float32, bits: [Float(1), -2].map(\.bitPattern))
    #expect(tensor.words(as: UInt32.self).map(Float.init(bitPattern:)) == [1, -2])
    #expect(tensor.values == [1, -2])
  }
}
