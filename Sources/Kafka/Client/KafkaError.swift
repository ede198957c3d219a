/// What went wrong with a broker or a client of one.
public struct KafkaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of error it is. More may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Base: String {
            case configuration, unreachable, timedOut, security, authentication, authorization, unknownTopic
            case unknownPartition
            case invalidTopic, recordTooLarge, queueFull, offsetOutOfRange, fenced, unsupported, closed, fatal
            case groupUnstable, groupProtocol
            case temporary, refused
        }

        private let base: Base

        /// A property, or a combination of properties, that librdkafka does not take.
        public static let configuration = Code(base: .configuration)
        /// No connection to any broker.
        public static let unreachable = Code(base: .unreachable)
        /// A broker was connected and did not answer in time.
        public static let timedOut = Code(base: .timedOut)
        /// The connection is to be made safe in one way here and in another there, or what listens there is no broker.
        public static let security = Code(base: .security)
        /// The broker does not accept the credentials.
        public static let authentication = Code(base: .authentication)
        /// The broker knows the client and does not let it do this.
        public static let authorization = Code(base: .authorization)
        /// No broker knows the topic, some seconds after it was first asked for.
        public static let unknownTopic = Code(base: .unknownTopic)
        /// The topic has fewer partitions.
        public static let unknownPartition = Code(base: .unknownPartition)
        /// No name that a topic can have.
        public static let invalidTopic = Code(base: .invalidTopic)
        /// A record beyond `message.max.bytes` of the client, or `max.message.bytes` of the topic.
        public static let recordTooLarge = Code(base: .recordTooLarge)
        /// The producer holds as many records as it may.
        public static let queueFull = Code(base: .queueFull)
        /// A group's offset is no longer on the broker, and `auto.offset.reset` is `error`.
        public static let offsetOutOfRange = Code(base: .offsetOutOfRange)
        /// Another client took this one's identity.
        public static let fenced = Code(base: .fenced)
        /// The broker has no such function.
        public static let unsupported = Code(base: .unsupported)
        /// The client was closed.
        public static let closed = Code(base: .closed)
        /// The client can do nothing any more; only a new one can.
        public static let fatal = Code(base: .fatal)
        /// The group is being rebalanced, or has no coordinator at the moment.
        public static let groupUnstable = Code(base: .groupUnstable)
        /// The members of the group share its partitions in another way.
        public static let groupProtocol = Code(base: .groupProtocol)
        /// Anything else that passes.
        public static let temporary = Code(base: .temporary)
        /// Anything else that does not.
        public static let refused = Code(base: .refused)

        /// The name of the code, for logs.
        public var description: String { base.rawValue }
    }

    /// For programs to decide by.
    public var code: Code
    /// One sentence for people, which says what to do.
    public var description: String
    /// Whether the client that it came from is of no use any more.
    public var isFatal: Bool
    /// Whether waiting can cure it.
    public var isRetriable: Bool
    /// Whether it is about an address that a cluster advertises, while it answers at those to begin with.
    var isOfAdvertisedAddress = false

    /// An error whose sentence is already whole.
    public init(_ code: Code, _ description: String, isFatal: Bool = false, isRetriable: Bool = false) {
        self.code = code
        self.description = description
        self.isFatal = isFatal
        self.isRetriable = isRetriable
    }

    /// Whether it says no more than that nobody answers.
    var isSilence: Bool { code == .timedOut || code == .unreachable && description.contains("does not answer:") }

    /// The error of whatever is asked of a client that was closed.
    static let closed = KafkaError(.closed, "The Kafka client is closed: make a new one.")
}
