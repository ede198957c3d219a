import Answers
import Collections
import Diagnosis
import Foundation
import Kafka
import Logging
import ServiceLifecycle
import Synchronization

/// The answers of a fleet, through a topic: publishes what this process learns, and takes in what all others have.
///
/// Nothing waits for it: a reply goes out whether or not its answer could be published, and while the broker is away the
/// fleet's answers are those that are known. The topic is input from strangers: what cannot be read is skipped.
public final class SharedAnswers: Service {
    private struct State {
        var isCaughtUp = false
        /// The next offset of each partition that was not read.
        var next: [Int32: Int64] = [:]
        var reader: TopicReader?
    }

    /// Records that are taken at once.
    private static let batch = 1_000
    /// Batches that are read and not yet written. Those that wait are written together, which costs less.
    private static let mostWaiting = 12
    private static let pause = Duration.seconds(1)

    private let shelf: AnswerShelf
    private let topic: AnswersTopic
    private let broker: ClientConfiguration
    private let needs: Needs?
    private let mayPublish: Bool
    private let metrics = SharedMetrics()
    private let state = Mutex(State())

    /// - Parameters:
    ///   - needs: What the process needs of the cluster beside this: all rights that are missing are told at once, by
    ///     whichever of its services begins first. Nil to look at none.
    ///   - mayPublish: Whether what is learnt here is told to others.
    ///   - createTopic: How many partitions to create the topic with where it is missing; nil to expect it.
    public init(
        _ shelf: AnswerShelf, topic name: String, broker: ClientConfiguration, needs: Needs? = nil,
        mayPublish: Bool = true, createTopic: Int? = nil
    ) {
        self.shelf = shelf
        self.broker = broker
        self.needs = needs
        self.mayPublish = mayPublish
        topic = AnswersTopic(name: name, broker: broker, createWith: createTopic, longestLife: shelf.longestLife)
    }

    /// Shares until the graceful shutdown.
    ///
    /// - Throws: What waiting cannot cure, such as `.authorization`, or a topic that is not there.
    public func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            guard let cluster = try await prepared() else { return }
            let producer = mayPublish ? try Producer(broker) : nil
            if let producer { shelf.onNews { [self] in publish($1, for: $0, through: producer) } }
            do {
                try await read(SharedTopic(cluster: cluster, name: topic.name))
            } catch {
                await producer?.close(within: .zero)
                throw error
            }
            await producer?.close(within: Self.pause)
        }
    }

    /// Returns once all has been read that the topic had at the start, and after `limit` in any case.
    public func caughtUp(within limit: Duration) async {
        let deadline = ContinuousClock.now + limit
        while !state.withLock({ $0.isCaughtUp }), .now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Records of the topic that were not read yet; nil where that is not known.
    public var lag: Int64? {
        state.withLock { state in
            guard let reader = state.reader else { return nil }
            return reader.ends.reduce(0) { $0 + max(0, $1.value - (state.next[$1.key] ?? 0)) }
        }
    }

    /// Shows how far behind the topic it is. Before each page of metrics.
    public func refreshMetrics() {
        if let lag { metrics.lag.set(Double(lag)) }
    }

    /// The cluster's id, once the topic is there; nil where the task was cancelled first.
    private func prepared() async throws -> String? {
        var isSaid = false
        while !Task.isCancelled {
            do throws(KafkaError) {
                try await needs?.checkRights(using: broker)
                return try await topic.prepared()
            } catch {
                guard error.isRetriable else { throw error }
                if !isSaid { tell("shared answers are out of reach, trying on", error) }
                isSaid = true
                try? await Task.sleep(for: Self.pause)
            }
        }
        return nil
    }

    private func tell(_ message: Logger.Message, _ error: KafkaError) {
        broker.logger.warning(message, metadata: ["topic": "\(topic.name)", "error": "\(error)"])
    }

    // MARK: Publishing

    private func publish(_ answer: SourceAnswer, for key: AnswerKey, through producer: Producer) {
        do throws(KafkaError) {
            try producer.enqueue(topic.record(of: answer, for: key)) { [metrics] result in
                if case .success = result { metrics.published.increment() } else { metrics.unpublished.increment() }
            }
        } catch {
            metrics.unpublished.increment()
        }
    }

    // MARK: Reading

    /// Reads until the task is cancelled, and begins anew behind a fault: others may delete the topic and make it anew.
    private func read(_ place: SharedTopic) async throws {
        var isSaid = false
        while !Task.isCancelled {
            do throws(KafkaError) {
                try await readOn(place) { isSaid = false }
                return
            } catch {
                let isMissing = error.code == .unknownTopic || error.code == .unknownPartition
                guard error.isRetriable || isMissing else { throw error }
                if !isSaid { tell("shared answers cannot be read, trying on", error) }
                isSaid = true
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func readOn(_ place: SharedTopic, succeeded: () -> Void) async throws(KafkaError) {
        let known = await shelf.disk?.offsets(of: place) ?? [:]
        let reader = try await TopicReader(broker, topic: topic.name, from: .offsets(known))
        begin(reader, at: known)
        // While some are written, the next ones are read: the two take about as long.
        var writings: Deque<Task<Void, Never>> = []
        var fault: KafkaError?
        do throws(KafkaError) {
            while let records = try await reader.take(upTo: Self.batch) {
                if writings.count == Self.mostWaiting { await writings.popFirst()?.value }
                writings.append(keep(records, of: place, after: writings.last))
                succeeded()
            }
        } catch {
            fault = error
        }
        await writings.last?.value
        await reader.close(within: Self.pause)
        if let fault { throw fault }
    }

    private func begin(_ reader: TopicReader, at known: [Int32: Int64]) {
        state.withLock { state in
            state.reader = reader
            state.next = [:]
            for (partition, range) in reader.extent {
                let offset = known[partition].flatMap { (range.lowerBound...range.upperBound).contains($0) ? $0 : nil }
                state.next[partition] = offset ?? range.lowerBound
            }
        }
        note([:])
    }

    /// Notes how far the topic was read.
    private func note(_ next: [Int32: Int64]) {
        state.withLock { state in
            state.next.merge(next) { $1 }
            guard let extent = state.reader?.extent else { return }
            if extent.allSatisfy({ state.next[$0] ?? 0 >= $1.upperBound }) { state.isCaughtUp = true }
        }
    }

    /// Keeps what records say, in the order of the calls.
    ///
    /// - Parameter before: What is to be done first.
    /// - Returns: When it is done.
    private func keep(
        _ records: [ConsumerRecord], of place: SharedTopic, after before: Task<Void, Never>?
    ) -> Task<Void, Never> {
        var next: [Int32: Int64] = [:]
        for record in records { next[record.topicPartition.partition] = record.offset + 1 }
        let items = records.compactMap(item(of:))
        let kept = shelf.disk?.keep(items.map(\.change), readUpTo: next, of: place)
        return Task { [next] in
            await before?.value
            takeToHand(items, areKept: await kept?.value ?? false)
            note(next)
        }
    }

    /// What is on disk is not needed at hand as well, unless it takes the place of something there.
    private func takeToHand(_ items: [SharedRecord], areKept: Bool) {
        for item in items where !areKept || item.isForgetting || shelf.hasAtHand(item.key) { takeToHand(item) }
    }

    private func takeToHand(_ item: SharedRecord) {
        switch item {
        case .answer(let key, let answer, _): shelf.take(answer, for: key)
        case .forget(let key): shelf.forgetAtHand(key)
        }
    }

    /// What a record says; nil, which is counted, for one that says nothing to us.
    private func item(of record: ConsumerRecord) -> SharedRecord? {
        guard let item = SharedRecord(record, now: Date()) else {
            metrics.received(.unreadable)
            return nil
        }
        guard shelf.knows(item.key) else {
            metrics.received(.foreign)
            return nil
        }
        if case .answer(let key, let answer, _) = item, !shelf.isOfUse(answer, for: key) {
            metrics.received(.tooOld)
            return nil
        }
        metrics.received(item.isForgetting ? .forgotten : .taken)
        return item
    }
}
