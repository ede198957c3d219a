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
    private let dictionaries: any LookupService
    private let monitor: WorkerMonitor?
    private let metrics: WorkerMetrics
    private let logger: Logger

    /// - Parameter monitor: Shows those who operate it how it does; nil where nobody looks.
    public init(
        configuration: WorkerConfiguration, broker: ClientConfiguration, dictionaries: any LookupService,
        monitor: WorkerMonitor? = nil
    ) {
        self.configuration = configuration
        self.broker = broker
        self.dictionaries = dictionaries
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
        guard let (partitions, isEmbedded) = try await cancelWhenGracefulShutdown({ try await topics.prepared() })
        else { return }
        let failure = FirstFailure()
        let stop = StopDeadline(drainTimeout: configuration.drainTimeout)
        let holdings = Holdings(
            intake: Intake(
                maxUnacknowledged: configuration.maxUnacknowledged, readAhead: configuration.readAhead),
            concurrency: configuration.concurrency)
        monitor?.began(holdings, dictionaries)
        let pace = FleetPace(
            topics: topics, partitions: partitions,
            partitionAge: isEmbedded ? configuration.embeddedPartitionAge : configuration.partitionAge,
            dictionaries: dictionaries, holdings: holdings)
        let producer = try Producer(broker)
        let responder = Responder(
            router: Router(configuration: configuration, dictionaries: dictionaries), holdings: holdings,
            outbox: Outbox(producer: producer), topics: configuration.topics, publishTo: configuration.publishTo,
            endsWithoutDeadLetters: configuration.endsWithoutDeadLetters, metrics: metrics, logger: logger)
        let runner = LookupRunner(responder: responder, dictionaries: dictionaries)
        let consumer = try Consumer(
            broker, group: configuration.group, assignmentStrategy: configuration.assignmentStrategy,
            instanceID: configuration.instanceID,
            // The embedded broker makes a group wait for nearly a session at every rebalance.
            sessionTimeout: isEmbedded ? .seconds(10) : nil, areTopicsApart: true,
            rebalance: handlers(responder: responder, runner: runner, pace: pace, stop: stop))
        responder.open(
            storing: { consumer.store(next: $0, for: $1) },
            resuming: { consumer.resume($0) },
            failing: { error in
                failure.note(error)
                // Nothing will be acknowledged any more, so nothing is worth a drain.
                stop.begin(drainTimeout: .zero)
                holdings.stop()
                consumer.stopTaking()
            })
        await withTaskCancellationOrGracefulShutdownHandler {
            do {
                let subscribed = topics.subscribed(partitions)
                try consumer.subscribe(to: subscribed)
                try await take(from: consumer, of: subscribed, at: responder, runner, pace)
            } catch {
                failure.note(error)
                holdings.stop()
                consumer.stopTaking()
            }
        } onCancelOrGracefulShutdown: {
            logger.info("stopping", metadata: ["lookups under way": "\(holdings.lookups)"])
            stop.begin()
            holdings.stop()
            consumer.stopTaking()
        }
        await finish(responder, by: stop.begin())
        runner.stop()
        report(abandoned: holdings.fence(holdings.partitions).abandoned, "stopped before all was done")
        // Both are done at once where nothing hangs; one deadline holds for all.
        let rest = max(.zero, ContinuousClock.now.duration(to: stop.begin())) + StopDeadline.grace
        async let closed: Void = producer.close(within: rest)
        await consumer.close(within: rest)
        await closed
        if let error = failure.first { throw error }
    }

    /// Takes requests of `topics`, and of those that come to be there, until taking stops.
    private func take(
        from consumer: Consumer, of topics: [String], at responder: Responder, _ runner: LookupRunner, _ pace: FleetPace
    ) async throws {
        let (subscriptions, subscribed) = AsyncStream.makeStream(of: [String].self)
        subscribed.yield(topics)
        // Not waited for: what they ask a broker that hangs would hold up the end.
        let watching: [Task<Void, Never>] = [
            Task { [monitor] in await monitor?.watch(consumer) },
            Task {
                await pace.watch { topics in
                    try? consumer.subscribe(to: topics)
                    subscribed.yield(topics)
                }
            },
        ]
        defer { for task in watching { task.cancel() } }
        try await withThrowingDiscardingTaskGroup { group in
            var taken: Set<String> = []
            for await topics in subscriptions {
                for topic in topics where taken.insert(topic).inserted {
                    group.addTask {
                        // One taker ends as all of them do: by an error, or because taking has stopped.
                        defer { subscribed.finish() }
                        try await take(from: topic, of: consumer, at: responder, runner)
                    }
                }
            }
        }
    }

    private func take(
        from topic: String, of consumer: Consumer, at responder: Responder, _ runner: LookupRunner
    ) async throws {
        let origin = responder.router.origin(of: topic)
        var takenSinceYield = 0
        while let room = await responder.holdings.room(of: topic),
            let records = try await consumer.take(from: topic, upTo: room)
        {
            let tickets = responder.holdings.deliver(records)
            for partition in responder.holdings.takeOverfull() { consumer.pause(partition) }
            responder.outbox.producer.inBatch {
                for (place, ticket) in tickets.enumerated() {
                    guard let ticket, let job = responder.accept(records[place], from: origin, ticket) else { continue }
                    runner.add(job)
                }
            }
            // Where there is always more at hand, the others are to have their turn too; but a task that yields goes on on
            // another thread, away from the memory that it has used.
            takenSinceYield += records.count
            guard takenSinceYield >= Self.recordsBetweenYields else { continue }
            takenSinceYield = 0
            await Task.yield()
        }
    }

    /// What is answered from memory in some ten milliseconds.
    private static let recordsBetweenYields = 2_000

    /// Lets go of what only waits, and waits until what is under way has ended.
    private func finish(_ responder: Responder, by deadline: ContinuousClock.Instant) async {
        let held = responder.holdings.partitions
        let drained = responder.holdings.beginDrain(of: held)
        responder.letGo(of: held)
        await drained.end(by: deadline)
    }

    /// What happens when partitions come and go. The consumer's own thread waits for each of these.
    private func handlers(
        responder: Responder, runner: LookupRunner, pace: FleetPace, stop: StopDeadline
    ) -> RebalanceHandlers {
        let holdings = responder.holdings
        return RebalanceHandlers(
            assigned: { partitions in
                logger.info("assigned", metadata: ["partitions": "\(partitions.sorted())"])
                holdings.assign(partitions)
                announce(.assigned, holdings, pace)
            },
            revoking: { partitions in
                logger.info("revoking", metadata: ["partitions": "\(partitions.sorted())"])
                // Drain first, fence second: what finishes meanwhile is stored, and not done again by the next owner.
                let drained = holdings.beginDrain(of: Set(partitions))
                responder.letGo(of: Set(partitions))
                let deadline = ContinuousClock.now + configuration.drainTimeout
                await drained.end(by: min(deadline, stop.moment ?? deadline))
                giveUp(partitions, at: responder, runner, "revoked")
                announce(.revoked, holdings, pace)
            },
            lost: { partitions in
                // They are another's already: nothing of them may be stored.
                logger.warning("lost", metadata: ["partitions": "\(partitions.sorted())"])
                giveUp(partitions, at: responder, runner, "lost")
                announce(.lost, holdings, pace)
            })
    }

    private func giveUp(
        _ partitions: [TopicPartition], at responder: Responder, _ runner: LookupRunner, _ why: Logger.Message
    ) {
        responder.letGo(of: Set(partitions))
        let remains = responder.holdings.fence(Set(partitions))
        runner.cancel(remains.idle)
        responder.release(behind: remains.jobs.map(\.request))
        report(abandoned: remains.abandoned, why)
    }

    private func announce(_ rebalance: WorkerMetrics.Rebalance, _ holdings: Holdings, _ pace: FleetPace) {
        metrics.count(rebalance)
        metrics.partitionsAssigned.set(holdings.partitions.count)
        monitor?.rebalanced(isMember: rebalance != .lost)
        pace.rebalanced()
    }

    private func report(abandoned: Int, _ why: Logger.Message) {
        guard abandoned > 0 else { return }
        logger.warning(why, metadata: ["requests that will be done again": "\(abandoned)"])
    }
}
