import Dialects
import Textbook

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Mistake {
  /// Which of two mistakes that explain the same is said first: the one seen in more libraries, then the one that comes
  /// first in the list.
  var rank: Int { rawValue - 1000 * description.seen.count }
}

func logarithm(_ x: Double) -> Double { log(x) }
