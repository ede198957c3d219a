import Answers
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
    struct State {
        var isCaughtUp = false
        /// The next offset of each partition that was not taken in.
        var next: [Int32: Int64] = [:]
        var reader: TopicReader?
        /// Whether the disk lacks something that was read.
        var isDiskBehind = false
    }

    static let pause = Duration.seconds(1)

    let shelf: AnswerShelf
    let topic: AnswersTopic
    let broker: ClientConfiguration
    let metrics = SharedMetrics()
    let state = Mutex(State())
    private let needs: Needs?
    private let mayPublish: Bool

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

    /// Records of the topic that were not taken in yet; nil where that is not known.
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
        try await Admin.onceAnswered(by: broker) { () throws(KafkaError) in
            try await needs?.checkRights(using: broker)
            return try await topic.prepared()
        }
    }

    func tell(_ message: Logger.Message, _ error: KafkaError) {
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
}
