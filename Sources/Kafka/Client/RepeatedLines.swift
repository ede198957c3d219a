import Synchronization

/// Tells the first line of a kind from those that repeat it.
final class RepeatedLines: Sendable {
    /// How long no line of a kind must have come for the next one to be news.
    static let quiet = Duration.seconds(60)

    private let heard = Mutex<[String: ContinuousClock.Instant]>([:])

    func isNews(_ kind: String, at now: ContinuousClock.Instant = .now) -> Bool {
        heard.withLock { heard in
            defer { heard[kind] = now }
            return heard[kind].map { now - $0 > Self.quiet } ?? true
        }
    }
}
