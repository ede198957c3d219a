import CoreMetrics

/// The measurements of one name and one set of labels: what a handle changes, from any thread, and a page shows.
protocol Series: AnyObject, Sendable {
    var id: SeriesID { get }
    func write(to page: inout Page)
}

/// What tells a series from all others.
struct SeriesID: Hashable, Sendable {
    let name: String
    /// As they stand on a page between the braces, sorted by name; empty where there are none.
    let labels: String
}

/// The kinds of Prometheus' text format.
enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}
