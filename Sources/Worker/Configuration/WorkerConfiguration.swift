import Foundation
import Kafka
import Lexicon

/// How a worker takes requests and gives answers.
public struct WorkerConfiguration: Sendable {
    /// The consumer group whose members share the partitions.
    public var group: String
    /// Where requests come from and dead letters go.
    public var topics: TopicLayout
    /// The lanes to take requests from. A fleet of which no member takes from the bulk lane had better have no topics for
    /// it: they count in the share of the pace.
    public var lanes: Set<Lane>
    /// Lookups under way at once; those that wait for a turn do not count.
    public var concurrency: Int
    /// Replies handed to the producer and not yet acknowledged by the broker. Far above `concurrency`: answers from the
    /// cache take no lookup, and a small cap would bound them by the broker's round trip.
    public var maxUnacknowledged: Int
    /// How long what is under way may take to finish on a revoke or a stop.
    public var drainTimeout: Duration
    /// The same for all members of the group.
    public var assignmentStrategy: AssignmentStrategy
    /// Static membership: a restart under the same id, before `session.timeout.ms` is over, causes no rebalance.
    public var instanceID: String?
    /// What a request may hold at most.
    public var limits: RequestLimits
    /// Narrows the topics that strangers may have replies sent to; nil for all that are allowed anyway.
    public var replyTopics: ReplyTopicPattern?
    /// The topic that also receives every found definition; nil for none.
    public var publishTo: String?
    /// The sources to try where a request names none; nil for all of a language.
    public var sources: SourceChoice?
    /// Partitions of topics to create at start where they are missing; nil to expect them.
    public var createTopics: Int?
    /// Whether the worker ends where dead letters cannot be written; otherwise the partitions of their requests wait.
    public var endsWithoutDeadLetters: Bool
    /// Whether answers are shared with the fleet beside this worker, which needs more rights then.
    public var sharesAnswers: Bool

    /// How old the number of partitions may become by which the pace is shared: others may create some at any time.
    var partitionAge = Duration.seconds(30)
    /// The same of an embedded broker, whose topics come into being by being asked for.
    var embeddedPartitionAge: Duration { min(partitionAge, .seconds(3)) }

    /// Most requests of one topic that wait in the worker. What is known already is answered at once as far as this many
    /// others are read ahead of it; and at a kill, answers that were given ahead of them are given again.
    var readAhead: Int { max(1_000, 2 * concurrency) }

    /// The defaults are those of `dico worker`.
    public init(
        group: String = "dico", topics: TopicLayout = .init(), lanes: Set<Lane> = Set(Lane.allCases),
        concurrency: Int = 64, maxUnacknowledged: Int = 10_000, drainTimeout: Duration = .seconds(30),
        assignmentStrategy: AssignmentStrategy = .range,
        instanceID: String? = nil, limits: RequestLimits = .init(), replyTopics: ReplyTopicPattern? = nil,
        publishTo: String? = nil, sources: SourceChoice? = nil, createTopics: Int? = nil,
        endsWithoutDeadLetters: Bool = false, sharesAnswers: Bool = false
    ) {
        self.group = group
        self.topics = topics
        self.lanes = lanes
        self.concurrency = concurrency
        self.maxUnacknowledged = maxUnacknowledged
        self.drainTimeout = drainTimeout
        self.assignmentStrategy = assignmentStrategy
        self.instanceID = instanceID
        self.limits = limits
        self.replyTopics = replyTopics
        self.publishTo = publishTo
        self.sources = sources
        self.createTopics = createTopics
        self.endsWithoutDeadLetters = endsWithoutDeadLetters
        self.sharesAnswers = sharesAnswers
    }
}
