import Kafka
import Lexicon
import Testing

@testable import Diagnosis

@Suite struct NeedsOfPrograms {
    private let worker = Needs.worker(
        TopicLayout(), languages: .french, group: "dico", publishTo: "definitions", sharesAnswers: true)
    private let gateway = Needs.gateway(TopicLayout(), languages: ["fr"], replyTopic: "replies")

    /// All that either needs.
    private static let all: [Right.Resource: Set<Right.Operation>] = [
        .topic("topic-dictionary-fr"): [.describe, .read, .write],
        .topic("dictionary-bulk-fr"): [.describe, .read, .write],
        .topic("dictionary-requests"): [.describe, .read, .write],
        .topic("dictionary-dead-letters"): [.describe, .write], .topic("definitions"): [.describe, .write],
        .topic("dictionary-answers"): [.describe, .read, .write], .topic("replies"): [.describe, .read],
        .group("dico"): [.read, .describe], .cluster: [],
    ]

    @Test func `nothing is missing to whom all is granted, or of whom nothing is known`() {
        for needs in [worker, gateway] {
            #expect(needs.missing(in: Rights(granted: Self.all)).isEmpty)
            #expect(needs.missing(in: Rights()).isEmpty)
        }
    }

    @Test(
        arguments: [
            (.topic("topic-dictionary-fr"), [.describe], "Read on the topic topic-dictionary-fr"),
            (
                .topic("dictionary-requests"), [],
                "Describe on the topic dictionary-requests; Read on the topic dictionary-requests"
            ),
            (.topic("dictionary-dead-letters"), [.describe, .read], "Write on the topic dictionary-dead-letters"),
            (.topic("definitions"), [.describe], "Write on the topic definitions"),
            (.topic("dictionary-answers"), [.describe, .read], "Write on the topic dictionary-answers"),
            // The bulk lane is off where it may not be seen, and must be read where it may.
            (.topic("dictionary-bulk-fr"), [], ""),
            (.topic("dictionary-bulk-fr"), [.describe], "Read on the topic dictionary-bulk-fr"),
            (.group("dico"), [.describe], "Read on the group dico"),
            (.group("dico"), [], "Read on the group dico"),
        ] as [(Right.Resource, Set<Right.Operation>, String)])
    func `a worker's missing rights are named`(
        resource: Right.Resource, operations: Set<Right.Operation>, line: String
    ) {
        let granted = Self.all.merging([resource: operations]) { $1 }
        #expect(Rights.list(worker.missing(in: Rights(granted: granted))) == line)
    }

    @Test(
        arguments: [
            (.topic("dictionary-requests"), [.describe, .read], "Write on the topic dictionary-requests"),
            (.topic("replies"), [.describe, .write], "Read on the topic replies"),
            // Requests go to a language's own topic where it may be seen.
            (.topic("topic-dictionary-fr"), [.describe], "Write on the topic topic-dictionary-fr"),
            (.topic("topic-dictionary-fr"), [], ""), (.group("dico"), [], ""),
        ] as [(Right.Resource, Set<Right.Operation>, String)])
    func `a gateway's missing rights are named`(
        resource: Right.Resource, operations: Set<Right.Operation>, line: String
    ) {
        let granted = Self.all.merging([resource: operations]) { $1 }
        #expect(Rights.list(gateway.missing(in: Rights(granted: granted))) == line)
    }

    @Test func `whoever may write nowhere lacks that too`() {
        let granted = Self.all.mapValues { $0.subtracting([.write]) }
        #expect(worker.missing(in: Rights(granted: granted)).contains(Right(.idempotentWrite, on: .cluster)))
    }

    @Test func `a worker for lists alone cannot do without their topics`() {
        let needs = Needs.worker(TopicLayout(), languages: .french, lanes: [.bulk], group: "dico")
        #expect(needs.topics.filter(\.isRequired).map(\.name) == ["dictionary-bulk-fr", "dictionary-dead-letters"])
    }

    @Test(arguments: [
        (Set(Lane.allCases), ["topic-dictionary-French", "dictionary-bulk-fra"]),
        (Set([Lane.interactive]), ["topic-dictionary-French"]),
    ])
    func `topics that are named by another name of a language are looked at with the others`(
        lanes: Set<Lane>, names: [String]
    ) {
        let present = [
            "topic-dictionary-fr", "topic-dictionary-French", "dictionary-bulk-fra", "topic-dictionary-fr-anna",
            "other",
        ]
        let needs = Needs.worker(
            TopicLayout(), languages: .french, lanes: lanes, group: "dico", amid: present)
        let own = Needs.worker(TopicLayout(), languages: .french, lanes: lanes, group: "dico")
        let others = needs.topics.filter { !own.topics.contains($0) }
        #expect(Set(others.map(\.name)) == Set(names))
        #expect(others.allSatisfy { !$0.isRequired && $0.operations == [.describe, .read] })
    }
}

extension Languages {
    /// French alone.
    static let french = Languages([LanguageSummary(code: "fr", name: "French", aliases: ["fra"], sources: [])])
}
