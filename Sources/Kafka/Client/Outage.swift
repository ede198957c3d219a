import Synchronization

/// Since when no broker has been connected.
///
/// librdkafka says so at each attempt to connect, and nothing when one succeeds: silence means that a broker is back.
final class Outage: Sendable {
    private struct Span {
        let first: ContinuousClock.Instant
        var last: ContinuousClock.Instant
    }

    /// Longer than from one attempt to connect to the next: `reconnect.backoff.max.ms`, and what it is blurred by.
    static let silence = Duration.seconds(3)

    private let span = Mutex<Span?>(nil)

    /// Notes that no broker is connected.
    func note(at now: ContinuousClock.Instant = .now) {
        span.withLock { span in
            if let last = span?.last, now - last <= Self.silence {
                span?.last = now
            } else {
                span = Span(first: now, last: now)
            }
        }
    }

    /// How long it has lasted; nil where a broker is connected, as far as is known.
    func duration(at now: ContinuousClock.Instant = .now) -> Duration? {
        span.withLock { span in
            guard let span, now - span.last <= Self.silence else { return nil }
            return now - span.first
        }
    }
}
