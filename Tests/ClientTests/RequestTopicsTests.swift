import Lexicon
import Testing

@testable import Client

@Suite struct RequestTopicsTests {
    private let topics = RequestTopics(
        layout: TopicLayout(),
        languages: Languages([LanguageSummary(code: "de", name: "German", aliases: ["ge"], sources: [])]),
        present: ["topic-dictionary-de", "topic-dictionary-fr", "dictionary-bulk-de", "dictionary-requests"])

    private func topic(_ language: String?, _ lane: Lane) -> String {
        topics.topic(for: LookupRequest(word: "w", form: .full, language: language), lane: lane)
    }

    @Test func `a request goes to its language's own topic of its lane`() {
        #expect(topic("de", .interactive) == "topic-dictionary-de")
        #expect(topic("GE", .bulk) == "dictionary-bulk-de")
    }

    @Test func `where a cluster lacks the bulk lane, the interactive one takes its requests`() {
        #expect(topic("fr", .bulk) == "topic-dictionary-fr")
    }

    @Test(arguments: [nil, "xx", "suédois"]) func `what has no topic of its own goes to the one for all`(
        language: String?
    ) {
        for lane in Lane.allCases { #expect(topic(language, lane) == "dictionary-requests") }
    }
}
