import Synchronization

/// Whether a broker's absence is worth a line in the log: librdkafka tells of it at every attempt to connect.
final class Absence: Sendable {
    /// How long nothing must have been heard of an absence for the next one to be another.
    static let quiet = Duration.seconds(60)

    private let lastHeard = Mutex<ContinuousClock.Instant?>(nil)

    /// Notes that the broker is away; true where that was not known.
    func isNews(at now: ContinuousClock.Instant = .now) -> Bool {
        lastHeard.withLock { lastHeard in
            defer { lastHeard = now }
            return lastHeard.map { now - $0 > Self.quiet } ?? true
        }
    }
}
