import ArgumentParser
import Lexicon

/// The names of the topics.
struct TopicOptions: ParsableArguments {
    @Option(help: "What the topic of a language begins with; its code follows.")
    var topicPrefix = Settings.value("topic-prefix", default: TopicLayout().languagePrefix)

    @Option(help: "The topic of requests that name their language.")
    var requestsTopic = Settings.value("requests-topic", default: TopicLayout().requests)

    @Option(help: "The topic of what could not be answered.")
    var deadLettersTopic = Settings.value("dead-letters-topic", default: TopicLayout().deadLetters)

    var layout: TopicLayout {
        TopicLayout(languagePrefix: topicPrefix, requests: requestsTopic, deadLetters: deadLettersTopic)
    }
}
