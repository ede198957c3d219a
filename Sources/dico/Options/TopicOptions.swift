import ArgumentParser
import Lexicon

/// The names of the languages' topics. Whoever has them checks the layout: one of its names alone may be another's by
/// default.
struct LanguageTopicOption: ParsableArguments {
    @Option(help: ArgumentHelp("What the topic of a language begins with; its code follows.", valueName: "prefix"))
    var topicPrefix = TopicLayout.set.languagePrefix

    /// With the other topics as they are set below the command line.
    var layout: TopicLayout {
        var layout = TopicLayout.set
        layout.languagePrefix = topicPrefix
        return layout
    }
}

/// The names of the topics of requests, which whoever has them checks.
struct RequestTopicOptions: ParsableArguments {
    /// The options, which are of no use to a process that asks no broker.
    static let names = ["--topic-prefix", "--bulk-prefix", "--requests-topic"]

    @OptionGroup private var languages: LanguageTopicOption

    @Option(
        help: ArgumentHelp(
            "What the topic of a language's bulk lane, for lists, begins with; its code follows.", valueName: "prefix"))
    var bulkPrefix = TopicLayout.set.bulkPrefix

    @Option(help: ArgumentHelp("The topic of requests that name their language.", valueName: "topic"))
    var requestsTopic = TopicLayout.set.requests

    /// With the other topics as they are set below the command line.
    var layout: TopicLayout {
        var layout = languages.layout
        layout.bulkPrefix = bulkPrefix
        layout.requests = requestsTopic
        return layout
    }
}

/// The name of the topic of the dead letters.
struct DeadLettersTopicOption: ParsableArguments {
    @Option(help: ArgumentHelp("The topic of what could not be answered.", valueName: "topic"))
    var deadLettersTopic = TopicLayout.set.deadLetters

    func validate() throws { try TopicLayout.checkName(deadLettersTopic, "--dead-letters-topic") }
}

/// The name of the topic of shared answers.
struct AnswersTopicOption: ParsableArguments {
    @Option(help: ArgumentHelp("The topic on which workers share answers.", valueName: "topic"))
    var answersTopic = TopicLayout.set.answers

    func validate() throws { try TopicLayout.checkName(answersTopic, "--answers-topic") }
}

/// The names of all topics.
struct TopicOptions: ParsableArguments {
    @OptionGroup private var requests: RequestTopicOptions
    @OptionGroup private var deadLetters: DeadLettersTopicOption
    @OptionGroup private var answers: AnswersTopicOption

    func validate() throws { try layout.check() }

    var layout: TopicLayout {
        var layout = requests.layout
        layout.deadLetters = deadLetters.deadLettersTopic
        layout.answers = answers.answersTopic
        return layout
    }
}

extension TopicLayout {
    /// Where answers go to where nobody says otherwise.
    static let usualReplies = "dictionary-replies"

    /// As it is set below the command line.
    static var set: TopicLayout {
        let usual = TopicLayout()
        return TopicLayout(
            languagePrefix: Settings.value("topic-prefix", default: usual.languagePrefix),
            bulkPrefix: Settings.value("bulk-prefix", default: usual.bulkPrefix),
            requests: Settings.value("requests-topic", default: usual.requests),
            deadLetters: Settings.value("dead-letters-topic", default: usual.deadLetters),
            answers: Settings.value("answers-topic", default: usual.answers))
    }

    /// Refuses names that Kafka would not take, or that mean two things.
    func check() throws {
        let own = [
            ("--requests-topic", requests), ("--dead-letters-topic", deadLetters), ("--answers-topic", answers),
        ]
        for (option, name) in own {
            try Self.checkName(name, option)
            for prefix in [languagePrefix, bulkPrefix] where name.hasPrefix(prefix) {
                guard name.dropFirst(prefix.count).contains("-") else {
                    throw ValidationError(
                        "\(option) is \(name), which is the topic of a language: expected another name.")
                }
            }
        }
        try Self.checkName(languagePrefix + "xx", "--topic-prefix")
        try Self.checkName(bulkPrefix + "xx", "--bulk-prefix")
        guard languagePrefix != bulkPrefix else {
            throw ValidationError("--topic-prefix and --bulk-prefix are both \(languagePrefix): expected two.")
        }
        for (index, (option, name)) in own.enumerated() {
            guard let (other, _) = own[..<index].first(where: { $0.1 == name }) else { continue }
            throw ValidationError("\(other) and \(option) are both \(name): expected two topics.")
        }
    }

    /// Refuses what Kafka would not take for a topic's name.
    static func checkName(_ name: String, _ option: String) throws {
        guard isTopicName(name) else {
            throw ValidationError(
                "\(option) is \"\(name)\": expected 1 to 249 of letters, digits, \".\", \"_\" and \"-\".")
        }
    }

    /// Refuses a topic that answers or definitions may not go to.
    func checkTarget(_ name: String, _ option: String) throws {
        try Self.checkName(name, option)
        guard !isReserved(name, languages: []) else {
            throw ValidationError(
                "\(option) is \(name), which is kept for requests, dead letters, answers or the broker itself.")
        }
    }
}
