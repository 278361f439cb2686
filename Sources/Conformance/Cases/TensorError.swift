/// What is wrong with a tensor on the wire: a sentence.
package struct TensorError: Error, CustomStringConvertible {
  package let description: String
}
