import Foundation
import Kafka
import Lexicon
import Providers
import TestSupport
import Testing

@testable import Worker

@Suite struct Answering {
    @Test func `a seed request is answered to the byte, and what its headers ask to be repeated is`() async throws {
        let bench = try await Bench()
        let trace = Header(name: "traceparent", value: Array("00-1-2-01".utf8))
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies"}"#, headers: [trace])
        let worker = bench.start()
        let reply = try #require(try await bench.records(of: "replies", 1).first)
        #expect(reply.text == #"{"word": "nuage", "definition": "noun\n1. nuage in fr"}"#)
        #expect(reply.key == Array("nuage".utf8))
        #expect(reply.headers.contains(trace))
        #expect(reply.header("dico-outcome") == "found")
        #expect(reply.header("dico-language") == "fr")
        #expect(reply.header("dico-source") == "scripted")
        try await worker.stop()
    }

    @Test func `the farewell comes back`() async throws {
        let bench = try await Bench()
        try await bench.ask(#"{"word": "", "response_topic": "replies"}"#)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text == #"{"word": "", "definition": null}"#)
        try await worker.stop()
    }

    @Test func `the farewell comes behind a word that lies in another partition`() async throws {
        let bench = try await Bench(partitions: 2)
        let (topic, responses) = (bench.topics.topic(of: "fr"), "topic-dictionary-fr-ana")
        try await bench.broker.createTopics([responses: 2])
        for (partition, word) in [(0, ""), (1, "nuage")] as [(Int32, String)] {
            let value = #"{"word": "\#(word)", "response_topic": "\#(responses)"}"#
            try await bench.producer.send(ProducerRecord(topic: topic, partition: partition, value: Array(value.utf8)))
        }
        let worker = bench.start()
        let replies = try await bench.records(of: responses, 2)
        #expect(replies.last?.text == #"{"word": "", "definition": null}"#)
        #expect(Set(replies.map(\.topicPartition.partition)) == [0])
        try await worker.stop()
    }

    @Test func `a full request is answered in full, where Spring's headers say`() async throws {
        let bench = try await Bench(partitions: 3)
        try await bench.ask(
            #"{"word": "cloud", "language": "english", "id": "42"}"#,
            headers: [
                Header(name: "kafka_replyTopic", value: Array("replies".utf8)),
                Header(name: "kafka_replyPartition", value: [0, 0, 0, 2]),
                Header(name: "kafka_correlationId", value: [0, 255, 7]),
            ], topic: bench.topics.requests)
        try await bench.ask(
            #"{"word": "cloud", "language": "en", "id": "43"}"#,
            headers: [
                Header(name: "kafka_replyTopic", value: Array("replies".utf8)),
                Header(name: "kafka_replyPartition", value: [0, 0, 0, 2]),
            ], topic: bench.topics.requests)
        let worker = bench.start()
        let replies = try await bench.records(of: "replies", 2)
        #expect(replies.map(\.topicPartition.partition) == [2, 2])
        let decoded = try replies.map { try LookupReply(decoding: $0.value ?? []) }.sorted { $0.id! < $1.id! }
        #expect(decoded.map(\.id) == ["42", "43"])
        // "english" is no name of a scripted language.
        #expect(decoded.map(\.outcome) == [.rejected, .found])
        #expect(
            replies.contains { $0.headers.contains(Header(name: "kafka_correlationId", value: [0, 255, 7])) })
        try await worker.stop()
    }

    @Test func `an answer that is larger than a message becomes a smaller one, and whoever asks hears`() async throws {
        let long = String(repeating: "x", count: 6_000)
        let dictionaries = ScriptedLookupService(answer: { query in
            let sense = Sense(
                definition: query.word == "all" ? long : "a thing", examples: query.word == "a" ? [] : [long],
                synonyms: ["a", "examples"].contains(query.word) ? ["other"] : [long])
            return LookupReply(
                word: query.word, language: query.language, outcome: .found,
                entries: [Entry(headword: query.word, senses: [sense])])
        })
        let bench = try await Bench()
        let words = ["a", "examples", "synonyms", "all"]
        for word in words { try await bench.ask(#"{"word": "\#(word)", "id": "1", "response_topic": "replies"}"#) }
        try await bench.ask(#"{"word": "all", "response_topic": "replies"}"#)
        let worker = bench.start(dictionaries, largest: 5_000)
        let replies = try await bench.records(of: "replies", 5)
        let full = try replies.filter { $0.text.contains("outcome") }.map { try LookupReply(decoding: $0.value ?? []) }
        let byWord = Dictionary(uniqueKeysWithValues: full.map { ($0.word, $0) })
        #expect(words.map { byWord[$0]?.outcome } == [.found, .found, .found, .unavailable])
        #expect(byWord["a"]?.error == nil)
        #expect(byWord["examples"]?.entries.first?.senses.first?.synonyms == ["other"])
        #expect(byWord["synonyms"]?.entries.first?.senses.first?.definition == "a thing")
        #expect(byWord["synonyms"]?.entries.first?.senses.first?.synonyms.isEmpty == true)
        #expect(byWord["all"]?.error?.contains("larger than the broker takes") == true)
        #expect(replies.contains { $0.text == #"{"word": "all", "definition": null}"# })
        try await worker.stop()
    }

    @Test func `who asks with too large a request hears, in seed form too`() async throws {
        let bench = try await Bench()
        let padding = String(repeating: "x", count: 70_000)
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies", "x": "\#(padding)"}"#)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text == #"{"word": "nuage", "definition": null}"#)
        let letter = try #require(try await bench.records(of: bench.topics.deadLetters, 1).first)
        #expect(letter.header("dico-dead-letter-reason") == "undecodable")
        try await worker.stop()
    }

    @Test func `what cannot be decoded between good requests harms none, and is kept whole`() async throws {
        let bench = try await Bench()
        let odd = [Header(name: "odd", value: nil), Header(name: "kafka_replyPartition", value: [1])]
        try await bench.ask(#"{"word": "un", "response_topic": "replies"}"#)
        try await bench.ask("\u{0}not JSON", headers: odd)
        try await bench.producer.send(ProducerRecord(topic: bench.topics.topic(of: "fr"), key: nil, value: nil))
        try await bench.ask(#"{"word": 7, "id": "1", "response_topic": "replies"}"#)
        try await bench.ask(#"{"word": "deux", "response_topic": "replies"}"#)
        let worker = bench.start()
        let replies = try await bench.records(of: "replies", 3)
        #expect(Set(replies.compactMap { $0.header("dico-outcome") }) == ["found", "rejected"])
        let letters = try await bench.records(of: bench.topics.deadLetters, 3)
        #expect(letters.map { $0.header("dico-dead-letter-offset") } == ["1", "2", "3"])
        #expect(letters.allSatisfy { $0.header("dico-dead-letter-reason") != nil })
        #expect(letters[0].text == "\u{0}not JSON")
        #expect(letters[0].key == Array("key".utf8))
        #expect(Array(letters[0].headers.prefix(2)) == odd)
        #expect(letters[1].key == nil && letters[1].value == nil)
        #expect(letters[0].header("dico-dead-letter-topic") == bench.topics.topic(of: "fr"))
        try await worker.stop()
    }

    @Test func `a reply that its topic cannot take is a dead letter, and the next is answered`() async throws {
        let bench = try await Bench()
        await bench.broker.fail(topic: "closed", with: .topicAuthorizationFailed)
        try await bench.ask(#"{"word": "un", "response_topic": "closed"}"#)
        try await bench.ask(
            #"{"word": "deux"}"#,
            headers: [
                Header(name: "kafka_replyTopic", value: Array("replies".utf8)),
                Header(name: "kafka_replyPartition", value: [0, 0, 1, 0]),
            ])
        try await bench.ask(#"{"word": "trois", "response_topic": "replies"}"#)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text.contains("trois") == true)
        let letters = try await bench.records(of: bench.topics.deadLetters, 2)
        #expect(letters.map { $0.header("dico-dead-letter-reason") } == ["undeliverable", "undeliverable"])
        #expect(Set(letters.map { $0.header("dico-dead-letter-offset") }) == ["0", "1"])
        try await worker.stop()
    }

    @Test func `found definitions are published too`() async throws {
        let bench = try await Bench()
        try await bench.broker.createTopics(["definitions": 1])
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies"}"#)
        let worker = bench.start(ScriptedLookupService(), WorkerConfiguration(publishTo: "definitions"))
        let published = try #require(try await bench.records(of: "definitions", 1).first)
        #expect(
            published.text
                == #"{"word": "nuage", "definition": "noun\n1. nuage in fr", "response_topic": "replies"}"#)
        try await worker.stop()
    }
}
