import Lexicon
import Metrics
import Providers

/// What a worker counts and times as it answers. Handles are made once: no request looks one up by its labels.
struct WorkerMetrics: Sendable {
    /// The counters of one language, by outcome.
    private struct Answers {
        let language: String?
        private let counters: [Counter]

        /// - Parameter language: Nil for requests that no language could be made out of.
        init(language: String?) {
            self.language = language
            counters = Outcome.allCases.map { outcome in
                Counter(
                    label: "dico_requests_total",
                    dimensions: [("language", language ?? "unknown"), ("outcome", outcome.rawValue)])
            }
        }

        func count(_ outcome: Outcome) {
            if let place = Outcome.allCases.firstIndex(of: outcome) { counters[place].increment() }
        }
    }

    let cacheHits = Counter(label: "dico_cache_hits_total")
    let cacheMisses = Counter(label: "dico_cache_misses_total")
    /// From the taking of a request to the beginning of its lookup, where it needs one.
    let wait = Timer(label: "dico_stage_seconds", dimensions: [("stage", "wait")])
    /// From the handing of a reply to the producer to its acknowledgement by the broker.
    let reply = Timer(label: "dico_stage_seconds", dimensions: [("stage", "reply")])
    let partitionsAssigned = Meter(label: "dico_partitions_assigned")

    private let answers: [Answers]
    private let unknown = Answers(language: nil)
    private let deadLetters: [DeadLetterReason: Counter]
    private let rebalances: [Rebalance: Counter]

    enum Rebalance: String, CaseIterable {
        case assigned, revoked, lost
    }

    /// - Parameter languages: The codes of those that can be asked.
    init(languages: [String]) {
        answers = languages.map(Answers.init)
        deadLetters = Self.counters("dico_dead_letters_total", "reason")
        rebalances = Self.counters("dico_rebalances_total", "event")
    }

    func count(_ reply: LookupReply) {
        // A handful of codes of a few bytes: comparing them costs less than hashing one.
        let language = reply.language
        let place = answers.firstIndex { $0.language == language }
        (place.map { answers[$0] } ?? unknown).count(reply.outcome)
    }

    func count(_ reason: DeadLetterReason) { deadLetters[reason]?.increment() }
    func count(_ rebalance: Rebalance) { rebalances[rebalance]?.increment() }

    private static func counters<Kind: Hashable & CaseIterable & RawRepresentable<String>>(
        _ name: String, _ label: String
    ) -> [Kind: Counter] {
        Dictionary(
            uniqueKeysWithValues: Kind.allCases.map {
                ($0, Counter(label: name, dimensions: [(label, $0.rawValue)]))
            })
    }
}
