/// A page in Prometheus' text format, version 0.0.4.
struct Page {
    private(set) var text = ""

    mutating func head(_ name: String, _ kind: MetricKind, help: String?) {
        if let help { text += "# HELP \(name) \(MetricName.escapedHelp(help))\n" }
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    /// - Parameter bound: Of a histogram's bucket.
    mutating func sample(_ id: SeriesID, suffix: String = "", bound: Double? = nil, _ value: Double) {
        text += id.name
        text += suffix
        let labels = [id.labels, bound.map { "le=\"\(Self.number($0))\"" } ?? ""].filter { !$0.isEmpty }
        if !labels.isEmpty { text += "{\(labels.joined(separator: ","))}" }
        text += " \(Self.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if value == -.infinity { return "-Inf" }
        if value.isNaN { return "NaN" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }
}
