import Metrics
import Synchronization
import Web

/// What is measured of lookups: pages by source and by what became of them, and how long pages and their reading take.
final class LookupMetrics: Sendable {
    private struct Key: Hashable {
        let source: String
        let result: String
    }

    /// From the asking for a page, with all waiting for its turn and all tries, to its arrival.
    let fetch = Timer(label: "dico_stage_seconds", dimensions: [("stage", "fetch")])
    /// The judging and reading of a page.
    let extract = Timer(label: "dico_stage_seconds", dimensions: [("stage", "extract")])

    private let factory = MetricsSystem.factory
    private let fetches = Mutex<[Key: Counter]>([:])

    func count(_ page: Page, from source: String) {
        count("\(page.status / 100)xx", from: source)
    }

    func count(_ failure: FetchFailure, from source: String) {
        count(failure.code.label, from: source)
    }

    private func count(_ result: String, from source: String) {
        fetches.withLock { fetches in
            let key = Key(source: source, result: result)
            let counter =
                fetches[key]
                ?? Counter(
                    label: "dico_fetches_total", dimensions: [("source", source), ("result", result)],
                    factory: factory)
            fetches[key] = counter
            counter.increment()
        }
    }
}

extension Timer {
    /// Records the time since `begin`.
    package func record(since begin: ContinuousClock.Instant, until end: ContinuousClock.Instant = .now) {
        // The library's own way for durations divides numbers of 128 bits twice as often.
        let (seconds, attoseconds) = begin.duration(to: end).components
        recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}

extension FetchFailure.Code {
    fileprivate var label: String {
        switch self {
        case .unreachable: "unreachable"
        case .certificate: "certificate"
        case .proxyRefused: "proxy_refused"
        case .timedOut: "timed_out"
        case .tooLarge: "too_large"
        case .tooManyRedirects: "too_many_redirects"
        case .redirectRefused: "redirect_refused"
        case .privateAddress: "private_address"
        case .malformed: "malformed"
        case .forbiddenByRobots: "forbidden_by_robots"
        case .circuitOpen: "circuit_open"
        case .deadlinePassed: "deadline_passed"
        case .cancelled: "cancelled"
        case .notRecorded: "not_recorded"
        }
    }
}
