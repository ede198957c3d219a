import Metrics
import Synchronization

/// What is measured of answers that were past their lifetime, by source.
final class RenewalMetrics: Sendable {
    enum Result: String {
        /// The site says that its page is the same still.
        case unchanged
        /// A page came, and was read.
        case changed
    }

    private let factory = MetricsSystem.factory
    private let counters = Mutex<[String: Counter]>([:])

    func count(_ result: Result, at source: String) {
        counter("dico_answers_renewed_total", [("source", source), ("result", result.rawValue)]).increment()
    }

    /// An old answer was given because its site failed.
    func countStale(at source: String) {
        counter("dico_answers_stale_total", [("source", source)]).increment()
    }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> Counter {
        let key = ([label] + dimensions.map(\.1)).joined(separator: " ")
        return counters.withLock { counters in
            let counter = counters[key] ?? Counter(label: label, dimensions: dimensions, factory: factory)
            counters[key] = counter
            return counter
        }
    }
}
