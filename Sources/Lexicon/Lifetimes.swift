/// How long an answer may be given again, from when it was fetched.
package struct Lifetimes: Sendable, Hashable {
    package var found = Duration.seconds(24 * 60 * 60)
    package var notFound = Duration.seconds(60 * 60)

    package init() {}

    /// Nil for what must not be kept: the next try may fare better.
    package func lifetime(of outcome: Outcome) -> Duration? {
        switch outcome {
        case .found: found
        case .notFound: notFound
        case .unavailable, .blocked, .markupChanged, .rejected, .expired: nil
        }
    }
}
