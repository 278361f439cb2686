/// An error that says whom it blames, in a sentence that says what would be right.
public protocol Fault: Error, CustomStringConvertible {
  var blame: Blame { get }
}
