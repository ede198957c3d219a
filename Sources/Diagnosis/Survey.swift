import Kafka

/// What there is on a cluster of what a program needs.
public struct Survey: Sendable, Hashable {
    /// What was looked for.
    public var needs: Needs
    /// All topics that may be seen, those that nobody needs too.
    public var cluster: ClusterDescription
    /// The release of Kafka that the broker is like, such as `3.7 or newer`; nil where that is not known.
    public var release: String?
    /// What is granted of what is needed, as far as it is told.
    public var rights: Rights
    /// Of each topic whose settings may be seen.
    public var settings: [String: [String: String]]
    /// Nil where there is none to be in, or it may not be seen.
    public var group: GroupDescription?
    /// Records that the group has not done, of each partition that is read.
    public var lag: [TopicPartition: Int64]
    /// Why the lag is not known, where a broker that should tell it does not answer; nil where it is known, or not to be told.
    public var silence: KafkaError?
    /// What could not be looked at, and why; one sentence each.
    public var gaps: [String]

    /// A survey as a test makes it up; what is left out is not known.
    public init(
        needs: Needs, cluster: ClusterDescription, release: String? = nil, rights: Rights = Rights(),
        settings: [String: [String: String]] = [:], group: GroupDescription? = nil,
        lag: [TopicPartition: Int64] = [:], silence: KafkaError? = nil, gaps: [String] = []
    ) {
        self.needs = needs
        self.cluster = cluster
        self.release = release
        self.rights = rights
        self.settings = settings
        self.group = group
        self.lag = lag
        self.silence = silence
        self.gaps = gaps
    }

    /// All that is wrong, problems first.
    public var findings: [Finding] {
        let all = rightsFindings + topicFindings + policyFindings + groupFindings
        return all.filter { $0.weight == .problem } + all.filter { $0.weight == .remark }
    }

    /// The partitions of a topic; nil where it is not there, or not to be seen.
    func partitions(of topic: Needs.Topic) -> [ClusterDescription.Partition]? { cluster.topics[topic.name] }

    private var rightsFindings: [Finding] {
        let missing = needs.missing(in: rights)
        guard !missing.isEmpty else { return [] }
        return [
            Finding(
                .problem, "rights", "\(needs.role) lacks \(Rights.list(missing)): grant it to the client's user.")
        ]
    }
}
