// float32 operations that round once and count subnormals as zero, computed in doubles (2.3, 2.4).

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

infix operator .+ : AdditionPrecedence
infix operator .- : AdditionPrecedence
infix operator .* : MultiplicationPrecedence
infix operator ./ : MultiplicationPrecedence

/// An operand: a zero of its sign if it is subnormal.
private func z(_ x: Float) -> Double {
  x.magnitude < .leastNormalMagnitude ? Double(Float(signOf: x, magnitudeOf: 0)) : Double(x)
}

/// A result, flushed before it is rounded.
private func r(_ x: Double) -> Float {
  x.magnitude < 0x1.ffffffp-127 ? Float(Double(signOf: x, magnitudeOf: 0)) : Float(x)
}

func .+ (a: Float, b: Float) -> Float { r(z(a) + z(b)) }
func .- (a: Float, b: Float) -> Float { r(z(a) - z(b)) }
func .* (a: Float, b: Float) -> Float { r(z(a) * z(b)) }
func ./ (a: Float, b: Float) -> Float { r(z(a) / z(b)) }
func root(_ a: Float) -> Float { r(z(a).squareRoot()) }

/// The C library's powf, which is what R-POWER-1 asks for where that is glibc.
func power(_ base: Float, _ exponent: Float) -> Float { r(Double(powf(base, exponent))) }

// NaN if either operand is (2.2).
func smaller(_ a: Float, _ b: Float) -> Float { r(a.isNaN || z(a) < z(b) ? z(a) : z(b)) }
func larger(_ a: Float, _ b: Float) -> Float { r(a.isNaN || z(a) > z(b) ? z(a) : z(b)) }

func totalOfSquares(_ x: [Float]) -> Float { total(x.map { $0 .* $0 }[...]) }

/// The sum of a stretch of an array that begins at the index 0, in TensorFlow's order (R-SUM-2).
func total(_ x: ArraySlice<Float>) -> Float {
  if x.count <= 8192 { return leaf(x) }
  let split = (x.startIndex + (x.count + 1) / 2 + 7) / 8 * 8
  return total(x[..<split]) .+ total(x[split...])
}

/// R-SUM-1.
private func leaf(_ x: ArraySlice<Float>) -> Float {
  var lanes = [Float](repeating: 0, count: 32)
  let blocks = x.startIndex + x.count / 32 * 32
  let packets = x.startIndex + x.count / 8 * 8
  for i in x.startIndex..<blocks {
    let k = (i - x.startIndex) % 32
    lanes[k] = lanes[k] .+ x[i]
  }
  var a = (0..<8).map { ((lanes[$0] .+ lanes[$0 + 8]) .+ lanes[$0 + 16]) .+ lanes[$0 + 24] }
  for i in blocks..<packets {
    let k = (i - blocks) % 8
    a[k] = a[k] .+ x[i]
  }
  let rest = x[packets...].reduce(0, .+)
  for width in [4, 2, 1] {
    for k in 0..<width { a[k] = a[k] .+ a[k + width] }
  }
  return rest .+ a[0]
}
