import Diagnosis
import Kafka
import Lexicon
import Logging
import ServiceLifecycle
import Synchronization

/// Lookups over Kafka for as long as a service lives: connects, and goes on trying while the broker is away.
public final class KafkaLookups: Lookups, Service {
    private let broker: ClientConfiguration
    private let topics: TopicLayout
    private let languages: Languages
    private let replyTopic: String
    private let needs: Needs?
    private let client = Mutex<LookupClient?>(nil)

    /// - Parameters:
    ///   - languages: Those that may be asked for by other names than their codes.
    ///   - replyTopic: Created where it is missing. Any number of gateways may share it.
    ///   - needs: What the process needs of the cluster: all rights that are missing are told at once. Nil to look at none.
    public init(
        broker: ClientConfiguration, topics: TopicLayout, languages: [LanguageSummary], replyTopic: String,
        needs: Needs? = nil
    ) {
        self.broker = broker
        self.languages = Languages(languages)
        self.topics = topics
        self.replyTopic = replyTopic
        self.needs = needs
    }

    /// Serves until the graceful shutdown.
    ///
    /// - Throws: What waiting cannot cure, such as `.authorization` or `.configuration`.
    public func run() async throws {
        guard let client = try await cancelWhenGracefulShutdown(connected) else { return }
        self.client.withLock { $0 = client }
        let failure = await cancelWhenGracefulShutdown { [client] in
            await withTaskCancellationHandler {
                await client.ended()
            } onCancel: {
                client.stop()
            }
        }
        await client.close()
        if let failure { throw failure }
    }

    /// Nil for a task that is cancelled.
    @Sendable private func connected() async throws -> LookupClient? {
        try await Admin.onceAnswered(by: broker) { () throws(KafkaError) in
            // A broker that is away is told from rights that are not known.
            _ = try await Admin.topics(using: broker)
            try await needs?.checkRights(using: broker)
            return try await LookupClient(
                broker: broker, topics: topics, languages: languages, replyTopic: replyTopic)
        }
    }

    /// Before the first connection that there is none yet.
    public var trouble: String? {
        guard let client = client.withLock({ $0 }) else { return notYet }
        return client.trouble
    }

    private var notYet: String {
        broker.misadvertised?.description
            ?? "The broker is not in reach yet: no connection to \(broker.bootstrapServers)."
    }

    /// At once an error while no broker was ever in reach.
    public func reply(
        to request: LookupRequest, in lane: Lane, within limit: Duration
    ) async throws(Silence) -> LookupReply {
        guard let client = client.withLock({ $0 }) else { throw .brokerAway(notYet) }
        return try await client.reply(to: request, in: lane, within: limit)
    }
}
