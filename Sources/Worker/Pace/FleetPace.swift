import Kafka
import Lexicon
import Logging
import Providers
import Synchronization

/// Keeps this worker's share of the pace in step with the partitions that it holds and those that there are.
final class FleetPace: Sendable {
    private struct State {
        var share: FleetShare
        var nextQuestion: ContinuousClock.Instant
    }

    private let topics: RequestTopics
    private let dictionaries: any LookupService
    private let holdings: Holdings
    private let partitionAge: Duration
    private let state: Mutex<State>

    /// - Parameters:
    ///   - partitions: Of each topic, as they were found at the start.
    ///   - partitionAge: How old their number may become.
    init(
        topics: RequestTopics, partitions: [String: Int], partitionAge: Duration, dictionaries: any LookupService,
        holdings: Holdings
    ) {
        self.partitionAge = partitionAge
        self.topics = topics
        self.dictionaries = dictionaries
        self.holdings = holdings
        let share = FleetShare(
            layout: topics.configuration.topics, languages: Languages(dictionaries.languages), partitions: partitions)
        state = Mutex(State(share: share, nextQuestion: .now + partitionAge))
    }

    /// Partitions came or went. How many there are is asked soon: a topic that has grown is what members are told by.
    func rebalanced() {
        state.withLock { $0.nextQuestion = .now }
        announce()
    }

    private func announce() {
        let share = state.withLock { $0.share }
        let held = holdings.partitions
        for language in dictionaries.languages.map(\.code) {
            dictionaries.setShare(
                share.part(of: language, holding: held), phase: share.phase(of: language, holding: held), of: language)
        }
    }

    /// Asks again and again how many partitions there are, until the task is cancelled.
    ///
    /// - Parameter subscribe: Told of the topics to take from where there are others than before.
    func watch(subscribe: ([String]) -> Void) async {
        while !Task.isCancelled {
            if isQuestionDue, let partitions = try? await topics.partitions() {
                let before = state.withLock { state in
                    defer { state.share.partitions = partitions }
                    return state.share.partitions
                }
                if before != partitions { announce() }
                let subscribed = topics.subscribed(partitions)
                if subscribed != topics.subscribed(before) { subscribe(subscribed) }
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private var isQuestionDue: Bool {
        state.withLock { state in
            guard state.nextQuestion <= .now else { return false }
            state.nextQuestion = .now + partitionAge
            return true
        }
    }
}
