import Kafka

/// What a program needs of a cluster: topics, rights and a group.
public struct Needs: Sendable, Hashable {
    /// What a topic is for, which says how it should be kept.
    public enum Purpose: String, Sendable, Hashable {
        /// Words that somebody waits for.
        case requests
        /// Words of lists.
        case bulkRequests = "bulk requests"
        /// What could not be answered.
        case deadLetters = "dead letters"
        /// What was answered to whoever asked; what sites have said, shared by workers; definitions for
        /// whoever wants to have them all.
        case replies, answers, definitions
    }

    /// A topic, and what is done with it.
    public struct Topic: Sendable, Hashable {
        /// As `TopicLayout` has it, or an option.
        public var name: String
        /// Decides which policies lose something.
        public var purpose: Purpose
        /// Whether nothing can be done without it.
        public var isRequired: Bool
        /// What is done with its records, and to find it.
        public var operations: [Right.Operation]

        /// A topic that nothing can be done without, unless that is said.
        public init(_ name: String, _ purpose: Purpose, isRequired: Bool = true, operations: [Right.Operation]) {
            self.name = name
            self.purpose = purpose
            self.isRequired = isRequired
            self.operations = operations
        }
    }

    /// Who needs it, such as `a worker`.
    public var role: String
    /// In the order they are shown.
    public var topics: [Topic]
    /// Nil for a program that is in none.
    public var group: String?

    /// The needs of a program that is neither worker nor gateway.
    public init(role: String, topics: [Topic], group: String?) {
        self.role = role
        self.topics = topics
        self.group = group
    }

    /// The parts of the cluster whose rights matter.
    public var resources: [Right.Resource] {
        var resources = topics.map { Right.Resource.topic($0.name) }
        if let group { resources.append(.group(group)) }
        return resources + [.cluster]
    }

    /// The rights that are known to be missing, all of them. A topic that can be done without is not missed where it may not
    /// be seen.
    public func missing(in rights: Rights) -> [Right] {
        let used = topics.filter { $0.isRequired || rights.granted[.topic($0.name)] != [] }
        var needed = used.flatMap { topic in topic.operations.map { Right($0, on: .topic(topic.name)) } }
        if let group { needed.append(Right(.read, on: .group(group))) }
        // All producers of ours are idempotent.
        if used.contains(where: { $0.operations.contains(.write) }) {
            needed.append(Right(.idempotentWrite, on: .cluster))
        }
        return rights.missing(of: needed)
    }
}
