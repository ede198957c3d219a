import Lexicon

extension Needs {
    /// What a worker needs.
    ///
    /// - Parameters:
    ///   - languages: Those that it has dictionaries for.
    ///   - lanes: Those that it takes requests from.
    ///   - present: The topics of the cluster: of those it takes requests from the ones too that are named by another name
    ///     of a language.
    ///   - publishTo: The topic that also receives definitions; nil for none.
    ///   - replyTopic: One that answers go to; nil where only their askers know.
    ///   - sharesAnswers: Whether workers tell each other what they learn.
    public static func worker(
        _ layout: TopicLayout, languages: Languages, lanes: Set<Lane> = Set(Lane.allCases), group: String,
        publishTo: String? = nil, replyTopic: String? = nil, sharesAnswers: Bool = false,
        amid present: some Sequence<String> = []
    ) -> Needs {
        let codes = languages.all.map(\.code)
        let interactive = layout.requestTopics(for: codes, lanes: lanes.intersection([.interactive]))
        let bulk = layout.requestTopics(for: codes, lanes: lanes.intersection([.bulk]))
        var topics = interactive.map { Topic($0, .requests, operations: [.describe, .read]) }
        // A worker for lists alone needs their topics, others may do without those.
        topics += bulk.map {
            Topic($0, .bulkRequests, isRequired: interactive.isEmpty, operations: [.describe, .read])
        }
        for (topic, lane) in layout.requestTopicsByOtherNames(among: present, of: languages) where lanes.contains(lane)
        {
            topics.append(
                Topic(
                    topic, lane == .bulk ? .bulkRequests : .requests, isRequired: false, operations: [.describe, .read])
            )
        }
        topics.append(Topic(layout.deadLetters, .deadLetters, operations: [.describe, .write]))
        if let publishTo { topics.append(Topic(publishTo, .definitions, operations: [.describe, .write])) }
        if let replyTopic {
            topics.append(Topic(replyTopic, .replies, isRequired: false, operations: [.describe, .write]))
        }
        if sharesAnswers { topics.append(Topic(layout.answers, .answers, operations: [.describe, .read, .write])) }
        return Needs(role: "a worker", topics: topics, group: group)
    }

    /// What a gateway needs, and whoever else asks over Kafka. A language's own topic is used where it may be seen.
    public static func gateway(
        _ layout: TopicLayout, languages: [String], replyTopic: String, sharesAnswers: Bool = false
    ) -> Needs {
        var topics = [Topic(layout.requests, .requests, operations: [.describe, .write])]
        topics += languages.flatMap { code in
            Lane.allCases.map { lane in
                Topic(
                    layout.topic(of: code, lane: lane), lane == .bulk ? .bulkRequests : .requests, isRequired: false,
                    operations: [.write])
            }
        }
        topics.append(Topic(replyTopic, .replies, operations: [.describe, .read]))
        if sharesAnswers { topics.append(Topic(layout.answers, .answers, operations: [.describe, .read])) }
        return Needs(role: "a gateway", topics: topics, group: nil)
    }
}
