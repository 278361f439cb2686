package import ExactJSON

/// Why a document cannot be read.
package enum DocumentError: Error {
  /// It is in another format than the one that can be read here: this one.
  case otherFormat(String)
  case json(JSONError)
}
