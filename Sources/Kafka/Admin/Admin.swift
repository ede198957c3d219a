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
    /// - Parameters:
    ///   - topics: Names of 1 to 249 letters, digits, dots, underscores and hyphens.
    ///   - partitions: Of each topic, at least 1.
    ///   - settings: Of the topics, such as `cleanup.policy`; the broker's own where nothing is said.
    ///   - configuration: Of a client that may create them.
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
        try await settings(of: [topic], using: configuration)?[topic]?.get()
    }

    /// The settings of topics, by name, of each or what went wrong with it; nil for a broker without administration, as the
    /// embedded one is.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func settings(
        of topics: [String], using configuration: ClientConfiguration
    ) async throws(KafkaError) -> [String: Result<[String: String], KafkaError>]? {
        try await onThread("kafka admin") { () throws(KafkaError) in
            try AdminClient(configuration).settings(of: topics)
        }
    }

    /// What this client may do. A topic that is there and may not be seen has no rights; more is known with librdkafka 2.3
    /// and newer. No topic comes into being by being asked for.
    ///
    /// What the broker does not answer is no error: it is said in `gap`.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func rights(
        on resources: [Right.Resource], using configuration: ClientConfiguration
    ) async throws(KafkaError) -> Rights {
        try await onThread("kafka admin") { () throws(KafkaError) in
            try AdminClient(configuration, createsTopics: false).rights(on: resources)
        }
    }

    /// Brokers and topics.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func describeCluster(
        using configuration: ClientConfiguration
    ) async throws(KafkaError) -> ClusterDescription {
        try await onThread("kafka admin") { () throws(KafkaError) in
            try AdminClient(configuration).describeCluster()
        }
    }

    /// The release of Kafka that a broker is like, by the requests that it understands, such as `3.7 or newer`; nil where
    /// that is not known.
    ///
    /// - Throws: As `partitions(of:using:)`.
    public static func release(using configuration: ClientConfiguration) async throws(KafkaError) -> String? {
        try await onThread("kafka admin") { () throws(KafkaError) in
            let listener = RequestVersions()
            return BrokerRelease.name(
                try AdminClient(listener.listening(configuration)).requestVersions(heardBy: listener))
        }
    }

    /// A consumer group.
    ///
    /// - Throws: As `partitions(of:using:)`; `.authorization` where this client may not see it, and `.unsupported` of a broker
    ///   that does not tell, as the embedded one.
    public static func describeGroup(
        _ name: String, using configuration: ClientConfiguration
    ) async throws(KafkaError) -> GroupDescription {
        try await onThread("kafka admin") { () throws(KafkaError) in
            let client = try AdminClient(configuration)
            guard let group = try client.group(name, nil).description else {
                throw KafkaError.missing(
                    [Right(.describe, on: .group(name))], for: "whoever asks for the group",
                    servers: configuration.bootstrapServers)
            }
            return group
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
