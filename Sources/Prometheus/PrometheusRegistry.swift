import CoreMetrics
import Synchronization

/// All metrics of a process, behind swift-metrics, and the page of them that Prometheus reads.
///
/// Handles of one name and one set of labels share their series, and changing it takes no lock: make handles once and
/// keep them. Counters get the suffix `_total` and timers `_seconds` where their label lacks it. Recorders that
/// aggregate, and timers, are histograms; other recorders and meters are gauges. The first kind of a name holds: a handle
/// of another kind measures nothing.
public final class PrometheusRegistry: MetricsFactory {
    /// What a page is served as.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The bounds of histograms that have none of their own, in seconds: from an extraction to the longest lookup.
    public static let seconds: [Double] = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]

    private struct Description {
        var help: String
        var bounds: [Double]?
    }

    private struct Family {
        let kind: MetricKind
        var series: [SeriesID: any Series] = [:]
    }

    private struct State {
        var families: [String: Family] = [:]
        var descriptions: [String: Description] = [:]
        var refreshes: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// A registry that has nothing to show yet.
    public init() {}

    /// Says what a metric means, and, for a histogram that is made after this, its bounds.
    ///
    /// - Parameter name: As on the page, with its suffix.
    public func describe(_ name: String, _ help: String, bounds: [Double]? = nil) {
        state.withLock { $0.descriptions[name] = Description(help: help, bounds: bounds?.sorted()) }
    }

    /// Has `refresh` called before each page: the time to set gauges of what is cheaper to read than to follow.
    public func beforeEachPage(_ refresh: @escaping @Sendable () -> Void) {
        state.withLock { $0.refreshes.append(refresh) }
    }

    /// All metrics in the text format, sorted by name and labels.
    public func page() -> String {
        for refresh in state.withLock({ $0.refreshes }) { refresh() }
        let (families, descriptions) = state.withLock { ($0.families, $0.descriptions) }
        var page = Page()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            page.head(name, family.kind, help: descriptions[name]?.help)
            for (_, series) in family.series.sorted(by: { $0.key.labels < $1.key.labels }) { series.write(to: &page) }
        }
        return page.text
    }

    // MARK: MetricsFactory

    /// A whole number that only rises; the same one for the same label and dimensions.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// The same with fractions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// A number that rises and falls.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// Shown as a histogram.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        let handler: (any RecorderHandler)? =
            aggregate ? histogram(MetricName.metric(label), dimensions) : gauge(label, dimensions)
        return handler ?? NOOPMetricsHandler.instance
    }

    /// Shown as a histogram, in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(MetricName.metric(label, suffix: "_seconds"), dimensions) ?? NOOPMetricsHandler.instance
    }

    /// Its line is on no page any more.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    /// Its line is on no page any more.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    /// Its line is on no page any more.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    /// Its lines are on no page any more.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    /// Its lines are on no page any more.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    // MARK: Series

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries? {
        let id = SeriesID(
            name: MetricName.metric(label, suffix: "_total"), labels: MetricName.labels(dimensions))
        return series(id, .counter) { _ in CounterSeries(id) }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries? {
        let id = SeriesID(name: MetricName.metric(label), labels: MetricName.labels(dimensions))
        return series(id, .gauge) { _ in GaugeSeries(id) }
    }

    private func histogram(_ name: String, _ dimensions: [(String, String)]) -> HistogramSeries? {
        let id = SeriesID(name: name, labels: MetricName.labels(dimensions, reserved: "le"))
        return series(id, .histogram) { HistogramSeries(id, bounds: $0 ?? Self.seconds) }
    }

    /// The series, made where it is new; nil where its name is one of another kind.
    private func series<Kind: Series>(
        _ id: SeriesID, _ kind: MetricKind, make: (_ bounds: [Double]?) -> Kind
    ) -> Kind? {
        state.withLock { state in
            let family = state.families[id.name] ?? Family(kind: kind)
            guard family.kind == kind else { return nil }
            if let known = family.series[id] as? Kind { return known }
            let new = make(state.descriptions[id.name]?.bounds)
            state.families[id.name, default: family].series[id] = new
            return new
        }
    }

    private func remove(_ handler: AnyObject) {
        guard let series = handler as? any Series else { return }
        state.withLock { state in
            // A handle that is destroyed twice must not take another's series with it.
            guard state.families[series.id.name]?.series[series.id] === series else { return }
            state.families[series.id.name]?.series[series.id] = nil
        }
    }
}
