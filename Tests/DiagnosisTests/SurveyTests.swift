import Kafka
import Lexicon
import TestSupport
import Testing

@testable import Diagnosis

@Suite struct Surveys {
    private typealias Partition = ClusterDescription.Partition

    private let needs = Needs.worker(
        TopicLayout(), languages: .french, group: "dico", replyTopic: "replies", sharesAnswers: true)
    private let sound = Partition(leader: 1, replicas: [1, 2, 3], inSyncReplicas: [1, 2, 3])

    /// A cluster on which nothing is wrong.
    private var survey: Survey {
        let topics = Dictionary(uniqueKeysWithValues: needs.topics.map { ($0.name, [sound, sound]) })
        let read = needs.topics.filter { $0.purpose == .requests || $0.purpose == .bulkRequests }.flatMap { topic in
            (0..<2).map { TopicPartition(topic: topic.name, partition: $0) }
        }
        return Survey(
            needs: needs,
            cluster: ClusterDescription(
                id: "c", isEmbedded: false, brokers: [1: "a:9092", 2: "b:9092", 3: "c:9092"], topics: topics),
            settings: Dictionary(
                uniqueKeysWithValues: needs.topics.map { topic in
                    let policy = topic.purpose == .answers ? TopicLayout.answersPolicy : "delete"
                    return (
                        topic.name,
                        [
                            "cleanup.policy": policy, "min.insync.replicas": "2", "retention.ms": "604800000",
                            "retention.bytes": "-1", "max.message.bytes": "1048588",
                        ]
                    )
                }),
            group: GroupDescription(
                state: .stable, assignmentStrategy: "range",
                members: [.init(clientID: "rdkafka", host: "/10.0.0.1", instanceID: nil, partitions: read)]),
            lag: Dictionary(uniqueKeysWithValues: read.map { ($0, 5) }))
    }

    private func findings(_ change: (inout Survey) -> Void) -> [String] {
        var survey = survey
        change(&survey)
        return survey.findings.map { "\($0.weight): \($0.subject): \($0.text)" }
    }

    @Test func `nothing is wrong with a sound cluster, and what waits is counted`() {
        #expect(survey.findings.isEmpty)
        #expect(survey.waiting == 30)
    }

    @Test func `topics that are missing are named together, those that matter first`() {
        let found = findings { survey in
            for name in ["replies", "dictionary-bulk-fr", "dictionary-requests", "dictionary-dead-letters"] {
                survey.cluster.topics[name] = nil
            }
        }
        #expect(found.count == 3)
        #expect(found.first?.hasPrefix("problem: dictionary-requests, dictionary-dead-letters: no such topic") == true)
        #expect(found.dropFirst().allSatisfy { $0.hasPrefix("remark: ") })
    }

    @Test func `a topic that may not be seen lacks rights, and is not called missing`() {
        let found = findings { survey in
            survey.cluster.topics["dictionary-requests"] = nil
            survey.rights.granted[.topic("dictionary-requests")] = []
        }
        #expect(found.count == 1)
        #expect(found.first?.contains("Read on the topic dictionary-requests") == true)
    }

    @Test(
        arguments: [
            (Partition(leader: nil, replicas: [1, 2], inSyncReplicas: []), "no leader for partition 1"),
            (Partition(leader: 1, replicas: [1, 2], inSyncReplicas: [1]), "not all replicas of partition 1"),
            (Partition(leader: 1, replicas: [1], inSyncReplicas: [1]), "one copy"),
        ])
    private func `a partition that is not as it should be is a problem`(partition: Partition, text: String) {
        let found = findings { $0.cluster.topics["topic-dictionary-fr"] = [sound, partition] }
        #expect(found.contains { $0.hasPrefix("problem: topic-dictionary-fr: ") && $0.contains(text) }, "\(found)")
    }

    @Test func `one copy is all that one broker can have`() {
        let found = findings { survey in
            survey.cluster.brokers = [1: "a:9092"]
            survey.settings = [:]
            survey.cluster.topics = survey.cluster.topics.mapValues { partitions in
                partitions.map { _ in Partition(leader: 1, replicas: [1], inSyncReplicas: [1]) }
            }
        }
        #expect(found.isEmpty)
    }

    @Test(
        arguments: [
            ("topic-dictionary-fr", "cleanup.policy", "compact", "problem: topic-dictionary-fr: cleanup.policy"),
            ("dictionary-answers", "cleanup.policy", "delete", "problem: dictionary-answers: cleanup.policy"),
            ("topic-dictionary-fr", "min.insync.replicas", "4", "problem: topic-dictionary-fr: min.insync.replicas"),
            ("topic-dictionary-fr", "min.insync.replicas", "3", "remark: topic-dictionary-fr: min.insync.replicas"),
            ("topic-dictionary-fr", "min.insync.replicas", "1", "remark: topic-dictionary-fr: min.insync.replicas"),
            ("topic-dictionary-fr", "retention.ms", "60000", "remark: topic-dictionary-fr: retention.ms"),
            ("dictionary-dead-letters", "retention.bytes", "1000", "remark: dictionary-dead-letters: retention.bytes"),
            ("replies", "max.message.bytes", "1000", "remark: replies: max.message.bytes"),
        ])
    func `a policy that loses or refuses records is told`(topic: String, name: String, value: String, line: String) {
        let found = findings { $0.settings[topic]?[name] = value }
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix(line) == true, "\(found)")
    }

    @Test func `replies may go soon, and policies that are not known are not judged`() {
        let short = findings { $0.settings["replies"]?["retention.ms"] = "1000" }
        #expect(short.isEmpty)
        let unknown = findings { $0.settings = [:] }
        #expect(unknown.isEmpty)
    }

    @Test func `topics of different sizes share a pace unevenly`() {
        let found = findings { $0.cluster.topics["dictionary-requests"] = [sound] }
        #expect(found.count == 1)
        #expect(found.first?.contains("dictionary-requests 1") == true)
    }

    @Test(
        arguments: [
            (.dead, 5, "problem: group dico: nobody is in it, and 30 requests wait"),
            (.empty, 0, "remark: group dico: nobody is in it"),
            (.preparingRebalance, 5, "remark: group dico: it is being rebalanced"),
        ] as [(GroupDescription.State, Int64, String)])
    func `a group in which nobody works is told`(state: GroupDescription.State, lag: Int64, line: String) {
        let found = findings { survey in
            survey.group = GroupDescription(state: state, assignmentStrategy: "", members: [])
            survey.lag = survey.lag.mapValues { _ in lag }
        }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(line) == true, "\(found)")
    }

    @Test func `requests that no member reads are a problem, members without partitions a remark`() {
        let found = findings { survey in
            survey.group?.members[0].partitions.removeAll { $0.topic == "topic-dictionary-fr" }
            survey.group?.members.append(.init(clientID: "b", host: "/10.0.0.2", instanceID: nil, partitions: []))
        }
        #expect(found.count == 2)
        #expect(found[0].contains("10 requests wait on topic-dictionary-fr"))
        #expect(found[1].contains("1 of 2 members"))
    }
}

@Suite struct SilentBrokers {
    @Test func `whose offsets are not to be had are a problem, and no lag of nothing`() {
        let silence = KafkaError(.timedOut, "The broker did not answer in time.", isRetriable: true)
        let survey = Survey(
            needs: Needs(role: "a worker", topics: [], group: "dico"),
            cluster: ClusterDescription(id: "c", isEmbedded: false, brokers: [1: "10.0.0.1:9092"], topics: [:]),
            silence: silence)
        #expect(survey.waiting == nil)
        #expect(survey.findings.map(\.weight) == [.problem])
        #expect(survey.findings.first?.text.contains("advertised.listeners") == true)
    }
}

@Suite struct TakingSurveys {
    @Test func `an embedded broker tells its topics and the lag`() async throws {
        let layout = TopicLayout()
        let broker = try await EmbeddedBroker(
            topics: Dictionary(uniqueKeysWithValues: layout.requestTopics(for: ["fr"]).map { ($0, 2) }))
        let configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers, logger: CollectedLog().logger)
        let needs = Needs.worker(layout, languages: .french, group: "dico")
        let survey = try await Survey.taken(of: needs, using: configuration)
        #expect(survey.lag.count == 6)
        #expect(survey.waiting == 0)
        #expect(survey.findings.map(\.subject) == ["dictionary-dead-letters"])
        #expect(!survey.gaps.isEmpty)
    }

    @Test func `a broker out of reach is an error, which names it`() async throws {
        let configuration = ClientConfiguration(bootstrapServers: "127.0.0.1:1", logger: CollectedLog().logger)
        let error = await #expect(throws: KafkaError.self) {
            try await Survey.taken(of: .gateway(TopicLayout(), languages: [], replyTopic: "r"), using: configuration)
        }
        #expect(error?.description.contains("127.0.0.1:1") == true)
    }
}
