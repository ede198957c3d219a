import Lexicon
import Metrics
import Providers

/// The gauges of what waits for a turn in one language and lane, and of the turns that are due to it.
struct BacklogMeters: Sendable {
    private let language: String
    private let lane: Lane
    private let sources: [String]
    private let dictionaries: any LookupService
    private let waiting: Meter
    private let oldest: Meter
    private let wait: Meter
    private let turns: [Meter]

    init(of language: LanguageSummary, _ lane: Lane, _ dictionaries: any LookupService) {
        self.language = language.code
        self.lane = lane
        self.dictionaries = dictionaries
        sources = language.sources.map { "\(language.code)/\($0.id)" }
        let dimensions = [("language", language.code), ("lane", lane.rawValue)]
        waiting = Meter(label: "dico_requests_waiting", dimensions: dimensions)
        oldest = Meter(label: "dico_requests_waiting_oldest_seconds", dimensions: dimensions)
        wait = Meter(label: "dico_requests_expected_wait_seconds", dimensions: dimensions)
        // Those of a source are the same for both lanes.
        turns =
            lane == .bulk
            ? [] : sources.map { Meter(label: "dico_turns_due_per_second", dimensions: [("source", $0)]) }
    }

    /// Sets them to what they are now.
    func show(_ holdings: Holdings) {
        let backlog = holdings.backlog(of: language, lane)
        waiting.set(backlog.requests)
        oldest.set(backlog.oldest.map { $0.duration(to: .now) / .seconds(1) } ?? 0)
        wait.set(
            backlog.lines.map { dictionaries.expectedWait(at: $0.key, behind: $0.value) / .seconds(1) }.max() ?? 0)
        for (source, meter) in zip(sources, turns) { meter.set(dictionaries.turnsPerSecond(at: source) ?? 0) }
    }
}
