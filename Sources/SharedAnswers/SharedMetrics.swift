import Metrics

/// What is measured of answers that are shared.
struct SharedMetrics: Sendable {
    /// What became of a record of the topic.
    enum Reception: String, CaseIterable {
        case taken, forgotten, unreadable, foreign
        case tooOld = "too_old"
    }

    let published = Counter(label: "dico_answers_published_total", dimensions: [("result", "acknowledged")])
    let unpublished = Counter(label: "dico_answers_published_total", dimensions: [("result", "failed")])
    let lag = Meter(label: "dico_answers_lag_records")
    private let receptions = Dictionary(
        uniqueKeysWithValues: Reception.allCases.map {
            ($0, Counter(label: "dico_answers_received_total", dimensions: [("result", $0.rawValue)]))
        })

    func received(_ reception: Reception) { receptions[reception]?.increment() }
}
