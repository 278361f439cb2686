/// What of a text must match.
package enum SearchExtent: Sendable {
  case anywhere, beginning, whole
}
