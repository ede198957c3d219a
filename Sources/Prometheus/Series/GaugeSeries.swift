import CoreMetrics

/// A value that comes and goes.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    let id: SeriesID
    private let value = AtomicSum()

    init(_ id: SeriesID) {
        self.id = id
    }

    func set(_ value: Int64) { self.value.set(Double(value)) }
    func set(_ value: Double) { self.value.set(value) }
    func increment(by amount: Double) { value.add(amount) }
    func decrement(by amount: Double) { value.add(-amount) }

    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    func write(to page: inout Page) {
        page.sample(id, value.value)
    }
}
