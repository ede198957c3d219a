/// How long what a source said may be given again, from when it was said.
package struct Lifetimes: Sendable, Hashable {
    package var found = Duration.seconds(24 * 60 * 60)
    package var notFound = Duration.seconds(60 * 60)
    /// How long after its lifetime an answer may still be given, marked as such, while its site fails.
    package var stale = Duration.seconds(7 * 24 * 60 * 60)

    /// A day for what was found, an hour for what was not, and a week behind it.
    package init() {}

    /// Nil for what must not be kept: the next try may fare better.
    package func lifetime(of outcome: Outcome) -> Duration? {
        switch outcome {
        case .found: found
        case .notFound: notFound
        case .unavailable, .blocked, .markupChanged, .rejected, .expired: nil
        }
    }

    /// The longest that an answer may be of use.
    package var longest: Duration { max(found, notFound) + stale }
}
