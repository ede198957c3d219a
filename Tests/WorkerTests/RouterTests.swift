import Foundation
import Kafka
import Lexicon
import Providers
import Testing

@testable import Worker

private let noon = Date(timeIntervalSince1970: 1_795_467_600)

/// Routes `value` as it would come on `topic`.
private func route(
    _ value: String, on topic: String = "topic-dictionary-fr", headers: [Header] = [],
    configuration: WorkerConfiguration = .init(), dictionaries: ScriptedLookupService = .init()
) -> Router.Route {
    let record = ConsumerRecord(
        topicPartition: TopicPartition(topic: topic, partition: 0), offset: 0, timestamp: 0, key: nil,
        value: Array(value.utf8), headers: headers)
    let router = Router(configuration: configuration, dictionaries: dictionaries)
    return router.route(record, from: router.origin(of: topic), now: noon)
}

extension Router.Route {
    fileprivate var query: LookupQuery? {
        if case .lookUp(_, let query) = self { query } else { nil }
    }

    fileprivate var reply: LookupReply? {
        switch self {
        case .answer(_, let reply): reply
        case .deadLetter(_, _, let telling): telling?.1
        case .lookUp: nil
        }
    }

    fileprivate var reason: DeadLetterReason? {
        if case .deadLetter(let reason, _, _) = self { reason } else { nil }
    }

    fileprivate var address: ReplyAddress? {
        switch self {
        case .answer(let request, _), .lookUp(let request, _): request.address
        case .deadLetter(_, _, let telling): telling?.0.address
        }
    }
}

@Suite struct Routing {
    @Test func `a seed request is looked up in the language of its topic`() {
        let route = route(#"{"word": " nuage ", "response_topic": "answers"}"#)
        #expect(route.query == LookupQuery(word: "nuage", language: "fr"))
        #expect(route.address == ReplyAddress(topic: "answers"))
    }

    @Test(arguments: ["topic-dictionary-FR", "topic-dictionary-fra", "topic-dictionary-French"])
    func `a topic may be named by any name of its language`(topic: String) {
        let route = route(#"{"word": "nuage", "response_topic": "answers"}"#, on: topic)
        #expect(route.query == LookupQuery(word: "nuage", language: "fr"))
    }

    @Test func `a client's own topic is answered in one partition, so that its farewell comes last`() {
        let own = route(#"{"word": "nuage", "response_topic": "topic-dictionary-fr-ana"}"#)
        #expect(own.address == ReplyAddress(topic: "topic-dictionary-fr-ana", partition: 0))
        let full = route(#"{"word": "nuage", "response_topic": "topic-dictionary-fr-ana", "id": "1"}"#)
        #expect(full.address == ReplyAddress(topic: "topic-dictionary-fr-ana"))
    }

    @Test func `a request on the topic for all names its language by code, name or alias`() {
        let value =
            #"{"word": "cloud", "language": "ENG", "response_topic": "answers", "sources": ["a"], "fresh": true}"#
        #expect(
            route(value, on: "dictionary-requests").query
                == LookupQuery(word: "cloud", language: "en", sources: ["a"], fresh: true))
    }

    @Test(arguments: [
        (#"{"word": "x", "response_topic": "r"}"#, "dictionary-requests", "missing"),
        (#"{"word": "x", "response_topic": "r", "language": "xx"}"#, "dictionary-requests", "en, fr"),
        (#"{"word": "x", "response_topic": "r", "language": "en"}"#, "topic-dictionary-fr", "is for fr"),
    ])
    func `a wrong language is rejected and says what is expected`(value: String, topic: String, hint: String) throws {
        let reply = try #require(route(value, on: topic).reply)
        #expect(reply.outcome == .rejected)
        #expect(reply.error?.contains(hint) == true)
    }

    @Test func `the farewell is answered with an empty word and null, and never looked up`() throws {
        let reply = try #require(route(#"{"word": "", "response_topic": "answers"}"#).reply)
        #expect(String(decoding: reply.encoded(as: .seed), as: UTF8.self) == #"{"word": "", "definition": null}"#)
    }

    @Test func `an answer at hand keeps the id and the word as asked`() throws {
        var dictionaries = ScriptedLookupService()
        dictionaries.atHand["nuage"] = LookupReply(word: "nuage", language: "fr", outcome: .notFound, cached: true)
        let route = route(#"{"word": "nuage ", "id": "9", "response_topic": "r"}"#, dictionaries: dictionaries)
        let reply = try #require(route.reply)
        #expect(reply.id == "9")
        #expect(reply.word == "nuage ")
        #expect(reply.cached)
    }

    @Test func `a request whose deadline has passed is expired`() {
        let value =
            #"{"word": "nuage", "response_topic": "r", "deadline": "\#(noon.addingTimeInterval(-1).ISO8601Format())"}"#
        #expect(route(value).reply?.outcome == .expired)
    }

    @Test func `the worker's sources hold where a request names none`() {
        let configuration = WorkerConfiguration(sources: SourceChoice(["own"]))
        let plain = route(#"{"word": "a", "response_topic": "r"}"#, configuration: configuration)
        let choosing = route(
            #"{"word": "a", "response_topic": "r", "sources": ["other"]}"#, configuration: configuration)
        #expect(plain.query?.sources == ["own"])
        #expect(choosing.query?.sources == ["other"])
    }

    @Test(arguments: ["fr", "FR", "French", "fr-FR", "fr_CA.UTF-8", "fra"])
    func `a source of one language is chosen by any name of it`(name: String) {
        func summary(_ code: String, _ name: String, _ aliases: [String], _ ids: [String]) -> LanguageSummary {
            LanguageSummary(
                code: code, name: name, aliases: aliases, sources: ids.map { SourceCredit(id: $0, name: $0) })
        }
        let languages = [
            summary("de", "German", [], ["wiktionary", "duden"]),
            summary("fr", "French", ["fra"], ["wiktionary", "lerobert"]),
        ]
        let choice = SourceChoice(["\(name)/lerobert"])
        #expect(choice.fault(with: languages) == nil)
        #expect(choice.sources(among: Languages(languages)) == ["fr": ["lerobert"]])
        #expect(SourceChoice(["\(name)/duden"]).fault(with: languages)?.contains("wiktionary, lerobert") == true)
        let both = SourceChoice(["wiktionary", "\(name)/lerobert"]).sources(among: Languages(languages))
        #expect(both == ["de": ["wiktionary"], "fr": ["lerobert"]])
    }

    @Test func `what cannot be decoded is a dead letter, and its asker is told where that can be read`() {
        let readable = route(#"{"word": 7, "id": "1", "response_topic": "answers"}"#)
        #expect(readable.reason == .undecodable)
        #expect(readable.reply?.outcome == .rejected)
        #expect(readable.address?.topic == "answers")
        let long = route(#"{"word": "\#(String(repeating: "a", count: 201))", "response_topic": "answers"}"#)
        #expect(long.reply?.outcome == .rejected)
        let unreadable = route("{")
        #expect(unreadable.reason == .undecodable)
        #expect(unreadable.reply == nil)
    }

    @Test(arguments: [#"{"word": 7, "response_topic": "answers"}"#, #"{"response_topic": "answers"}"#])
    func `a request in seed form without a word is told to nobody, who would take it for the farewell`(value: String) {
        #expect(route(value).reason == .undecodable)
        #expect(route(value).reply == nil)
    }

    @Test func `a request without a reply topic is a dead letter unless definitions are published`() {
        let value = #"{"word": "nuage"}"#
        #expect(route(value).reason == .noReplyAddress)
        #expect(route(value, configuration: WorkerConfiguration(publishTo: "definitions")).query != nil)
    }
}

@Suite struct ReplyTopics {
    @Test(arguments: [
        "topic-dictionary-fr", "topic-dictionary-de", "dictionary-requests", "dictionary-dead-letters",
        "__consumer_offsets", "", ".", "..", "a b", "é", "a/b", String(repeating: "a", count: 250),
    ])
    func `request topics, dead letters, the broker's own and wrong names are never written to`(topic: String) {
        #expect(route(#"{"word": "nuage", "response_topic": "\#(topic)"}"#).reason == .replyAddress)
    }

    @Test(arguments: ["topic-dictionary-fr-ana", "answers.of_Ana-1", String(repeating: "a", count: 249)])
    func `any other topic is, the original clients' among them`(topic: String) {
        #expect(route(#"{"word": "nuage", "response_topic": "\#(topic)"}"#).address?.topic == topic)
    }

    @Test func `a name that was allowed lends its standing to no other`() throws {
        let rule = ReplyTopicRule(layout: TopicLayout(), languages: ["fr"], pattern: nil)
        for _ in 0..<2 {
            #expect(try rule.address(headers: [], responseTopic: "Kafka")?.topic == "Kafka")
            // To Swift, the sign for kelvins equals the letter.
            for topic in ["\u{212A}afka", "dictionary-requests", ""] {
                #expect(throws: ReplyAddressFault.self) { try rule.address(headers: [], responseTopic: topic) }
            }
        }
    }

    @Test func `a pattern must match the whole name`() throws {
        let configuration = WorkerConfiguration(replyTopics: try ReplyTopicPattern("replies-[a-z]+"))
        func reason(_ topic: String) -> DeadLetterReason? {
            route(#"{"word": "x", "response_topic": "\#(topic)"}"#, configuration: configuration).reason
        }
        #expect(reason("replies-web") == nil)
        #expect(reason("my-replies-web") == .replyAddress)
        #expect(reason("replies-web-1") == .replyAddress)
        #expect(throws: (any Error).self) { try ReplyTopicPattern("(") }
    }

    @Test func `Spring's headers go before the body and ask for the full form`() {
        let headers = [
            Header(name: "kafka_replyTopic", value: Array("spring".utf8)),
            Header(name: "kafka_replyPartition", value: [0, 0, 1, 2]),
            Header(name: "kafka_correlationId", value: [0, 255, 1]),
        ]
        let route = route(#"{"word": "nuage", "response_topic": "body"}"#, headers: headers)
        #expect(route.address == ReplyAddress(topic: "spring", partition: 258))
        guard case .lookUp(let request, _) = route else { return #expect(Bool(false)) }
        #expect(request.lookup.form == .full)
    }

    @Test(arguments: [
        Header(name: "kafka_replyTopic", value: nil), Header(name: "kafka_replyTopic", value: [0xFF]),
        Header(name: "kafka_replyPartition", value: [1]), Header(name: "kafka_replyPartition", value: nil),
    ])
    func `headers that cannot be read are a dead letter`(header: Header) {
        #expect(route(#"{"word": "nuage", "response_topic": "r"}"#, headers: [header]).reason == .replyAddress)
    }
}
