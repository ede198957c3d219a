import CoreMetrics
import Synchronization

/// A sum that only grows.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    let id: SeriesID
    /// Apart from the fractions, because a whole number can be added in one step.
    private let whole = Atomic<Int64>(0)
    private let fractions = AtomicSum()

    init(_ id: SeriesID) {
        self.id = id
    }

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(amount, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fractions.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fractions.set(0)
    }

    func write(to page: inout Page) {
        page.sample(id, Double(whole.load(ordering: .relaxed)) + fractions.value)
    }
}
