import Logging
import Secrets

/// How a client reaches a Kafka cluster.
///
/// Nothing is checked here: a property that librdkafka does not know, or a value it does not take, is refused when a
/// client is made, with a `KafkaError` of the code `.configuration` that names it.
public struct ClientConfiguration: Sendable {
    /// Brokers to begin with: `host:port`, separated by commas.
    public var bootstrapServers: String
    /// Properties of librdkafka by name, in order: a later one goes before an earlier one, and all go before the
    /// defaults of this module.
    public var properties: [Property]
    /// Told of what librdkafka logs, and of a broker that is away.
    public var logger: Logger

    /// A property of librdkafka. Many a value is a password.
    public struct Property: Sendable, Hashable {
        /// As `CONFIGURATION.md` of librdkafka has it, such as `security.protocol`.
        public var name: String
        /// As text, whatever its type.
        public var value: Secret

        /// A property, which is checked when a client is made of it.
        public init(_ name: String, _ value: Secret) {
            self.name = name
            self.value = value
        }
    }

    /// Shared by all clients that are made from this configuration, so that a broker's outage is told once for all.
    let brokerOutage = BrokerOutage()
    /// Shared too, so that a line is told once for all.
    let repeats = RepeatedLines()

    /// Whether all brokers were lost, by what the clients made from this configuration heard last: each hears of an
    /// outage at once, and that it is over is known once the broker answers `Consumer.lag(within:)` or `Admin`.
    public var isBrokerAway: Bool { brokerOutage.isOn }

    /// The error of a broker that is not reached at the address which the cluster advertises for it, while others answer; nil
    /// where none is known. It is known for a minute at most.
    public var misadvertised: KafkaError? { ClientLog(self).misadvertised }

    /// A configuration with properties written as pairs of texts.
    public init(bootstrapServers: String, properties: [(String, String)] = [], logger: Logger) {
        self.init(
            bootstrapServers: bootstrapServers, properties: properties.map { Property($0, Secret($1)) }, logger: logger)
    }

    /// A configuration with properties whose values may be passwords.
    public init(bootstrapServers: String, properties: [Property], logger: Logger) {
        self.bootstrapServers = bootstrapServers
        self.properties = properties
        self.logger = logger
    }

    /// Whether all brokers to begin with listen on loopback.
    var isOnThisMachine: Bool {
        bootstrapServers.split(separator: ",").allSatisfy { server in
            ["127.0.0.1:", "localhost:", "[::1]:"].contains {
                server.trimmingPrefix(while: \.isWhitespace).hasPrefix($0)
            }
        }
    }
}
