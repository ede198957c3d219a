import Kafka
import Lexicon
import Logging
import Providers
import ServiceLifecycle

/// A member of the consumer group: takes requests, has them looked up, answers, and stores what is done.
public struct WorkerService: Service {
    private let configuration: WorkerConfiguration
    private let broker: ClientConfiguration
    private let dictionaries: any Dictionaries
    private let shares: @Sendable (_ language: String, _ share: Double) -> Void
    private let logger: Logger

    /// - Parameter shares: Told how much of the pace of a language's sources is this worker's, whenever that changes.
    public init(
        configuration: WorkerConfiguration, broker: ClientConfiguration, dictionaries: any Dictionaries,
        shares: @escaping @Sendable (_ language: String, _ share: Double) -> Void = { _, _ in }
    ) {
        self.configuration = configuration
        self.broker = broker
        self.dictionaries = dictionaries
        self.shares = shares
        logger = broker.logger
    }
}
