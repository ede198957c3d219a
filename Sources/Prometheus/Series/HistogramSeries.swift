import CoreMetrics
import Synchronization

/// How many values lie below each of some bounds. Timers measure in nanoseconds and are shown in seconds.
final class HistogramSeries: Series, TimerHandler, RecorderHandler {
    /// The values above the bound before and up to this one; infinity for the last.
    private final class Bucket: Sendable {
        let bound: Double
        let count = Atomic<Int64>(0)

        init(bound: Double) {
            self.bound = bound
        }
    }

    let id: SeriesID
    private let bounds: [Double]
    private let buckets: [Bucket]
    private let sum = AtomicSum()

    /// - Parameter bounds: In rising order, without infinity.
    init(_ id: SeriesID, bounds: [Double]) {
        self.id = id
        self.bounds = bounds
        buckets = (bounds + [.infinity]).map(Bucket.init)
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        // What is no number would spoil the sum for good.
        guard value.isFinite else { return }
        buckets[bounds.firstIndex { value <= $0 } ?? bounds.endIndex].count.wrappingAdd(1, ordering: .relaxed)
        sum.add(value)
    }

    func write(to page: inout Page) {
        // The count is that of the buckets as they were read, so that a page agrees with itself under any load.
        var count: Int64 = 0
        for bucket in buckets {
            count += bucket.count.load(ordering: .relaxed)
            page.sample(id, suffix: "_bucket", bound: bucket.bound, Double(count))
        }
        page.sample(id, suffix: "_sum", sum.value)
        page.sample(id, suffix: "_count", Double(count))
    }
}
