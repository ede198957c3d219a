import Kafka
import Lexicon
import Metrics
import Providers
import Synchronization

/// What a running worker shows of itself to those who operate it: whether it is ready, and gauges of its state.
public final class WorkerMonitor: Sendable {
    private struct State {
        var holdings: Holdings?
        var backlogs: [BacklogMeters] = []
        var isAssigned = false
        var isAnswered = true
        var isStopping = false
        var lag: [TopicPartition: Meter] = [:]
        var nextQuestion = ContinuousClock.now
    }

    /// How old the figures of the lag may become.
    private static let lagAge = Duration.seconds(5)

    private let broker: ClientConfiguration
    private let state = Mutex(State())
    private let factory = MetricsSystem.factory
    private let lookups = Meter(label: "dico_lookups_in_flight")
    private let outstanding = Meter(label: "dico_requests_outstanding")
    private let stuck = Meter(label: "dico_partitions_stuck")
    private let ready = Meter(label: "dico_ready")

    /// - Parameter broker: What the worker is made with.
    public init(broker: ClientConfiguration) {
        self.broker = broker
    }

    /// Why requests had better go to other workers; nil where this one is ready: it has had its first assignment (be it
    /// empty, as it is for members that are more than there are partitions), the broker answers, and nobody told it to
    /// stop.
    public var obstacle: String? {
        let (isStopping, isAssigned, isAnswered) = state.withLock { ($0.isStopping, $0.isAssigned, $0.isAnswered) }
        if isStopping { return "The worker is stopping: it finishes what is in flight and takes no more." }
        if broker.isBrokerAway || !isAnswered { return "The broker at \(broker.bootstrapServers) does not answer." }
        if !isAssigned {
            let why = broker.misadvertised.map { ": \($0)" } ?? "."
            return "The group has not told this worker its partitions yet" + why
        }
        return nil
    }

    /// Sets the gauges that are read rather than followed: to be called before they are shown.
    public func refresh() {
        let (holdings, backlogs) = state.withLock { ($0.holdings, $0.backlogs) }
        lookups.set(holdings?.lookups ?? 0)
        outstanding.set(holdings?.outstanding ?? 0)
        stuck.set(holdings?.stuck ?? 0)
        if let holdings { for backlog in backlogs { backlog.show(holdings) } }
        ready.set(obstacle == nil ? 1 : 0)
    }

    // MARK: Told by the service

    func began(_ holdings: Holdings, _ dictionaries: any LookupService) {
        state.withLock { state in
            state.holdings = holdings
            state.backlogs = dictionaries.languages.flatMap { language in
                Lane.allCases.map { BacklogMeters(of: language, $0, dictionaries) }
            }
        }
    }

    func stopping() {
        state.withLock { $0.isStopping = true }
    }

    /// - Parameter isMember: False where the partitions were lost, and the group with them.
    func rebalanced(isMember: Bool) {
        state.withLock { state in
            state.isAssigned = isMember
            state.nextQuestion = .now
        }
    }

    /// Keeps the lag, and whether the broker is in reach, until the task is cancelled.
    func watch(_ consumer: Consumer) async {
        while !Task.isCancelled {
            let isAnswered = await consumer.isAnswered(within: SignOfLife.patience)
            state.withLock { $0.isAnswered = isAnswered }
            if isAnswered, isQuestionDue {
                do {
                    show(try await consumer.lag(within: SignOfLife.patience))
                } catch {
                    state.withLock { $0.isAnswered = false }
                }
            }
            try? await Task.sleep(for: SignOfLife.pause)
        }
    }

    private var isQuestionDue: Bool {
        state.withLock { state in
            guard state.nextQuestion <= .now else { return false }
            state.nextQuestion = .now + Self.lagAge
            return true
        }
    }

    private func show(_ lag: [TopicPartition: Int64]) {
        state.withLock { state in
            state.isAnswered = true
            for (partition, meter) in state.lag where lag[partition] == nil {
                meter.destroy()
                state.lag[partition] = nil
            }
            for (partition, records) in lag {
                let meter = state.lag[partition] ?? meter(of: partition)
                meter.set(records)
                state.lag[partition] = meter
            }
        }
    }

    private func meter(of partition: TopicPartition) -> Meter {
        Meter(
            label: "dico_lag_records",
            dimensions: [("topic", partition.topic), ("partition", String(partition.partition))], factory: factory)
    }
}
