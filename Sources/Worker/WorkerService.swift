import Kafka
import Lexicon
import Logging
import Providers
import ServiceLifecycle

/// A member of the consumer group: takes requests, has them looked up, answers, and stores what is done.
///
/// A request is done when the broker has its reply, or its dead letter. What is stored of a partition is the lowest
/// offset not done, so that a crash at any moment repeats work and never skips it.
public struct WorkerService: Service {
    private let configuration: WorkerConfiguration
    private let broker: ClientConfiguration
    private let dictionaries: any Dictionaries
    private let shares: @Sendable (_ language: String, _ share: Double) -> Void
    private let monitor: WorkerMonitor?
    private let metrics: WorkerMetrics
    private let logger: Logger

    /// - Parameters:
    ///   - shares: Told how much of the pace of a language's sources is this worker's, whenever that changes.
    ///   - monitor: Shows those who operate it how it does; nil where nobody looks.
    public init(
        configuration: WorkerConfiguration, broker: ClientConfiguration, dictionaries: any Dictionaries,
        shares: @escaping @Sendable (_ language: String, _ share: Double) -> Void = { _, _ in },
        monitor: WorkerMonitor? = nil
    ) {
        self.configuration = configuration
        self.broker = broker
        self.dictionaries = dictionaries
        self.shares = shares
        self.monitor = monitor
        metrics = WorkerMetrics(languages: dictionaries.languages.map(\.code))
        logger = broker.logger
    }

    /// Serves until a graceful shutdown, which first finishes what is in flight, or until an error that waiting cannot
    /// cure, which it throws.
    public func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await work()
        } onCancelOrGracefulShutdown: {
            monitor?.stopping()
        }
    }

    private func work() async throws {
        let topics = RequestTopics(configuration: configuration, broker: broker, dictionaries: dictionaries)
        let partitions = try await cancelWhenGracefulShutdown { try await topics.prepared() }
        guard let partitions else { return }
        let failure = FirstFailure()
        let inFlight = InFlight(
            intake: Intake(
                concurrency: configuration.concurrency, maxUnacknowledged: configuration.maxUnacknowledged,
                languages: dictionaries.languages.count))
        monitor?.began(inFlight)
        let producer = try Producer(broker)
        let consumer = try Consumer(
            broker, group: configuration.group, assignmentStrategy: configuration.assignmentStrategy,
            instanceID: configuration.instanceID,
            rebalance: handlers(
                for: inFlight, share: FleetShare(layout: configuration.topics, partitions: partitions)))
        let desk = Desk(
            router: Router(configuration: configuration, dictionaries: dictionaries), dictionaries: dictionaries,
            inFlight: inFlight, outbox: Outbox(producer: producer), topics: configuration.topics,
            publishTo: configuration.publishTo, metrics: metrics, logger: logger,
            store: { consumer.store(next: $0, for: $1) },
            fail: { error in
                failure.note(error)
                inFlight.stopTaking()
                consumer.stopTaking()
                // Nothing will be acknowledged any more, so nothing is worth a drain.
                _ = inFlight.fence(inFlight.partitions)
            })
        await withTaskCancellationOrGracefulShutdownHandler {
            do {
                try consumer.subscribe(to: topics.names)
                try await serve(from: consumer, at: desk)
            } catch {
                failure.note(error)
            }
        } onCancelOrGracefulShutdown: {
            inFlight.stopTaking()
            consumer.stopTaking()
        }
        await consumer.close(within: configuration.drainTimeout)
        await producer.close(within: configuration.drainTimeout)
        if let error = failure.first { throw error }
    }

    /// Takes and works until taking stops, then drains.
    private func serve(from consumer: Consumer, at desk: Desk) async throws(KafkaError) {
        let inFlight = desk.inFlight
        let end: Result<Void, KafkaError> = await withDiscardingTaskGroup { group in
            var end: Result<Void, KafkaError> = .success(())
            if let monitor { group.addTask { await monitor.watch(consumer) } }
            do throws(KafkaError) {
                while let room = await inFlight.room(), let records = try await consumer.take(upTo: room) {
                    for (record, ticket) in inFlight.deliver(records) {
                        guard let job = desk.accept(record, ticket) else { continue }
                        group.addTask { await desk.work(on: job) }
                    }
                }
                let held = inFlight.partitions
                await inFlight.drain(held, within: configuration.drainTimeout)
                report(abandoned: inFlight.outstanding, "stopping")
            } catch {
                end = .failure(error)
            }
            group.cancelAll()
            return end
        }
        try end.get()
    }

    /// What happens when partitions come and go. The consumer's own thread waits for each of these.
    private func handlers(for inFlight: InFlight, share: FleetShare) -> RebalanceHandlers {
        RebalanceHandlers(
            assigned: { partitions in
                logger.info("assigned", metadata: ["partitions": "\(partitions.sorted())"])
                inFlight.assign(partitions)
                announce(share, of: inFlight, after: .assigned)
            },
            revoking: { partitions in
                logger.info("revoking", metadata: ["partitions": "\(partitions.sorted())"])
                // Drain first, fence second: what finishes meanwhile is stored, and not done again by the next owner.
                await inFlight.drain(partitions, within: configuration.drainTimeout)
                report(abandoned: inFlight.fence(partitions), "revoked")
                announce(share, of: inFlight, after: .revoked)
            },
            lost: { partitions in
                // They are another's already: nothing of them may be stored.
                logger.warning("lost", metadata: ["partitions": "\(partitions.sorted())"])
                report(abandoned: inFlight.fence(partitions), "lost")
                announce(share, of: inFlight, after: .lost)
            })
    }

    private func announce(_ share: FleetShare, of inFlight: InFlight, after rebalance: WorkerMetrics.Rebalance) {
        let held = inFlight.partitions
        metrics.count(rebalance)
        metrics.partitionsAssigned.set(held.count)
        monitor?.rebalanced(isMember: rebalance != .lost)
        for language in dictionaries.languages {
            shares(language.code, share.share(of: language.code, holding: held))
        }
    }

    private func report(abandoned: Int, _ why: Logger.Message) {
        guard abandoned > 0 else { return }
        logger.warning(why, metadata: ["requests that will be done again": "\(abandoned)"])
    }
}
