/// Topics of a cluster. Each call connects for itself and may take some seconds.
public enum Admin {
    /// How long a broker may take to answer, and how long a topic that it does not know may be one that was created a
    /// moment ago: brokers learn of it later than the one that created it.
    static let patience = Duration.seconds(4)

    /// How long a topic just created may take until all its partitions have leaders.
    static let settling = Duration.seconds(30)

    /// The number of partitions of those of `topics` that exist. No topic comes into being by being asked for.
    ///
    /// - Throws: `.unreachable` or `.timedOut`, which are retriable, after some seconds; `.authentication`,
    ///   `.authorization` or `.configuration`, which are not.
    public static func partitions(
        of topics: [String], using configuration: ClientConfiguration
    ) async throws(KafkaError) -> [String: Int] {
        try await onThread("kafka admin") { () throws(KafkaError) in
            try AdminClient(configuration).partitions(of: topics)
        }
    }

    /// All topics of the cluster that this client may see, with their numbers of partitions.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func topics(using configuration: ClientConfiguration) async throws(KafkaError) -> [String: Int] {
        try await onThread("kafka admin") { () throws(KafkaError) in try AdminClient(configuration).topics() }
    }

    /// Creates topics with the broker's own replication, and waits until all their partitions have leaders; those that
    /// exist are left as they are.
    ///
    /// A broker without administration, as the embedded one is, makes them as it makes all topics that it is asked
    /// for, with a number of partitions of its own choosing.
    ///
    /// - Parameter settings: Of the topics, such as `cleanup.policy`; the broker's own where nothing is said.
    /// - Throws: As `partitions(of:using:)`, and `.invalidTopic` or `.refused`; `.timedOut` where there are no leaders
    ///   after 30 seconds.
    public static func createTopics(
        _ topics: [String], partitions: Int, settings: [String: String] = [:], using configuration: ClientConfiguration
    ) async throws(KafkaError) {
        try await onThread("kafka admin") { () throws(KafkaError) in
            try AdminClient(configuration).create(topics, partitions: partitions, settings: settings)
        }
    }

    /// The cluster's own id.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func clusterID(using configuration: ClientConfiguration) async throws(KafkaError) -> String {
        try await onThread("kafka admin") { () throws(KafkaError) in try AdminClient(configuration).clusterID() }
    }

    /// The settings of a topic, by name; nil for a broker without administration, as the embedded one is.
    ///
    /// - Throws: As `partitions(of:using:)`, and `.unknownTopic`.
    public static func settings(
        of topic: String, using configuration: ClientConfiguration
    ) async throws(KafkaError) -> [String: String]? {
        try await onThread("kafka admin") { () throws(KafkaError) in try AdminClient(configuration).settings(of: topic)
        }
    }

    /// Looks whether topics that are not to be seen are there all the same, and only hidden from this client. No topic comes
    /// into being by being asked for.
    ///
    /// - Throws: `.authorization`, which names all that are hidden; as `partitions(of:using:)`.
    public static func checkAccess(to topics: [String], using configuration: ClientConfiguration)
        async throws(KafkaError)
    {
        guard !topics.isEmpty else { return }
        try await onThread("kafka admin") { () throws(KafkaError) in
            try AdminClient(configuration, createsTopics: false).checkAccess(to: topics)
        }
    }

    /// Whether the broker is an embedded one, of this process or another.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func isEmbedded(using configuration: ClientConfiguration) async throws(KafkaError) -> Bool {
        try await onThread("kafka admin") { () throws(KafkaError) in
            try !AdminClient(configuration).isAdministered()
        }
    }

    /// Creates those of `topics` that are missing, as `createTopics(_:partitions:using:)` does.
    public static func ensureTopics(
        _ topics: [String], partitions: Int, using configuration: ClientConfiguration
    ) async throws(KafkaError) {
        try await onThread("kafka admin") { () throws(KafkaError) in
            let client = try AdminClient(configuration)
            let present = try client.partitions(of: topics)
            try client.create(topics.filter { present[$0] == nil }, partitions: partitions)
        }
    }
}
