import ArgumentParser
import Lexicon

/// The names of the topics.
struct TopicOptions: ParsableArguments {
    @Option(help: "What the topic of a language begins with; its code follows.")
    var topicPrefix = Settings.value("topic-prefix", default: TopicLayout().languagePrefix)

    @Option(help: "What the topic of a language's bulk lane, for lists, begins with; its code follows.")
    var bulkPrefix = Settings.value("bulk-prefix", default: TopicLayout().bulkPrefix)

    @Option(help: "The topic of requests that name their language.")
    var requestsTopic = Settings.value("requests-topic", default: TopicLayout().requests)

    @Option(help: "The topic of what could not be answered.")
    var deadLettersTopic = Settings.value("dead-letters-topic", default: TopicLayout().deadLetters)

    @Option(help: "The topic on which workers share answers.")
    var answersTopic = Settings.value("answers-topic", default: TopicLayout().answers)

    func validate() throws {
        let own = [
            ("--requests-topic", requestsTopic), ("--dead-letters-topic", deadLettersTopic),
            ("--answers-topic", answersTopic),
        ]
        for (option, name) in own {
            try Self.check(name, option)
            for prefix in [topicPrefix, bulkPrefix] where name.hasPrefix(prefix) {
                guard name.dropFirst(prefix.count).contains("-") else {
                    throw ValidationError(
                        "\(option) is \(name), which is the topic of a language: expected another name.")
                }
            }
        }
        try Self.check(topicPrefix + "xx", "--topic-prefix")
        try Self.check(bulkPrefix + "xx", "--bulk-prefix")
        guard topicPrefix != bulkPrefix else {
            throw ValidationError("--topic-prefix and --bulk-prefix are both \(topicPrefix): expected two.")
        }
        for (index, (option, name)) in own.enumerated() {
            guard let (other, _) = own[..<index].first(where: { $0.1 == name }) else { continue }
            throw ValidationError("\(other) and \(option) are both \(name): expected two topics.")
        }
    }

    /// Refuses what Kafka would not take for a topic's name.
    static func check(_ name: String, _ option: String) throws {
        guard TopicLayout.isTopicName(name) else {
            throw ValidationError(
                "\(option) is \"\(name)\": expected 1 to 249 of letters, digits, \".\", \"_\" and \"-\".")
        }
    }

    /// Refuses a topic that answers or definitions may not go to.
    func checkTarget(_ name: String, _ option: String) throws {
        try Self.check(name, option)
        guard !layout.isReserved(name, languages: []) else {
            throw ValidationError(
                "\(option) is \(name), which is kept for requests, dead letters, answers or the broker itself.")
        }
    }

    var layout: TopicLayout {
        TopicLayout(
            languagePrefix: topicPrefix, bulkPrefix: bulkPrefix, requests: requestsTopic,
            deadLetters: deadLettersTopic, answers: answersTopic)
    }
}
