import Client
import Foundation
import Kafka
import Lexicon
import Logging
import ServiceLifecycle
import TestSupport
import Testing

/// What stands in for a worker: it answers each request for a word with the word backwards.
private final class EchoWorker: Sendable {
    private let reader: TopicReader
    private let producer: Producer

    init(_ broker: ClientConfiguration, topic: String) async throws {
        reader = try await TopicReader(broker, topic: topic, from: .end)
        producer = try Producer(broker)
        Task { [reader, producer] in
            do {
                while let records = try await reader.take(upTo: 10) {
                    for record in records.reversed() {
                        if let answer = try Self.answer(to: record) { try await producer.send(answer) }
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
    }

    private static func answer(to record: ConsumerRecord) throws -> ProducerRecord? {
        let request = try LookupRequest(decoding: record.value)
        if request.word == "silence" { return nil }
        let reply = LookupReply(
            id: request.id, word: String(request.word.reversed()), language: request.language, outcome: .notFound)
        let topic = try #require(record.headers.first { $0.name == WireHeader.replyTopic }?.value)
        return ProducerRecord(
            topic: String(decoding: topic, as: UTF8.self), value: reply.encoded(as: .full),
            headers: record.headers.filter { $0.name == WireHeader.correlationID })
    }

    func close() async {
        await reader.close(within: .seconds(5))
        await producer.close(within: .seconds(5))
    }
}

@Suite struct LookupClients {
    private let topics = TopicLayout()
    private let broker: EmbeddedBroker
    private let configuration: ClientConfiguration

    init() async throws {
        broker = try await EmbeddedBroker(topics: [TopicLayout().requests: 2])
        configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers,
            properties: [
                ("session.timeout.ms", "3000"), ("heartbeat.interval.ms", "300"), ("fetch.wait.max.ms", "10"),
            ],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func client() async throws -> LookupClient {
        try await LookupClient(broker: configuration, topics: topics, replyTopic: "replies")
    }

    private func request(_ word: String) -> LookupRequest {
        LookupRequest(word: word, form: .full, id: "id of \(word)", language: "fr")
    }

    @Test func `clients side by side each get their own answers from one reply topic`() async throws {
        let worker = try await EchoWorker(configuration, topic: topics.requests)
        let clients = try await [client(), client()]
        await withTaskGroup(of: Void.self) { group in
            for (number, client) in clients.enumerated() {
                for word in 0..<50 {
                    group.addTask {
                        let word = "word \(number) \(word)"
                        let reply = await client.lookup(request(word), within: .seconds(200))
                        #expect(reply.word == String(word.reversed()))
                        #expect(reply.id == "id of \(word)")
                    }
                }
            }
        }
        for client in clients { await client.close() }
        await worker.close()
    }

    @Test func `where no answer comes in time, that is said`() async throws {
        let worker = try await EchoWorker(configuration, topic: topics.requests)
        let client = try await client()
        let reply = await client.lookup(request("silence"), within: .milliseconds(300))
        #expect(reply.outcome == .unavailable)
        #expect(reply.error?.contains("no answer") == true)
        #expect(reply.word == "silence")
        #expect(reply.id == "id of silence")
        await client.close()
        await worker.close()
    }

    @Test func `closing ends the waits`() async throws {
        let client = try await client()
        async let waiting = client.lookup(request("silence"), within: .seconds(600))
        async let cancelled = Task { await client.lookup(request("silence"), within: .seconds(600)) }
        await cancelled.cancel()
        #expect(await cancelled.value.outcome == .unavailable)
        await client.close()
        #expect(await waiting.outcome == .unavailable)
        #expect(await client.lookup(request("late"), within: .seconds(600)).outcome == .unavailable)
    }

    @Test func `a broker out of reach is named`() async throws {
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let error = await #expect(throws: KafkaError.self) {
            _ = try await LookupClient(broker: configuration, topics: TopicLayout(), replyTopic: "replies")
        }
        #expect(error?.code == .unreachable)
        #expect(error?.description.contains("127.0.0.1:1") == true)
    }

    @Test func `a broker that goes away is not blamed on the worker`() async throws {
        let client = try await client()
        async let waiting = client.lookup(request("silence"), within: .seconds(600))
        await broker.goDown()
        let reply = await waiting
        #expect(reply.outcome == .unavailable)
        #expect(reply.error?.contains("The broker is away: no connection to \(broker.bootstrapServers)") == true)
        #expect(client.trouble != nil)
        let error = await #expect(throws: Silence.self) {
            try await client.reply(to: request("late"), in: .interactive, within: .seconds(600))
        }
        guard case .brokerAway = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await broker.comeUp()
        let worker = try await EchoWorker(configuration, topic: topics.requests)
        try await eventually { client.trouble == nil }
        let answer = await client.lookup(request("again"), within: .seconds(600))
        #expect(answer.word == "niaga")
        await client.close()
        await worker.close()
    }

    @Test func `lookups of a service wait for their broker, and end with the service`() async throws {
        await broker.goDown()
        let lookups = KafkaLookups(broker: configuration, topics: topics, languages: [], replyTopic: "replies")
        let group = ServiceGroup(services: [lookups], logger: configuration.logger)
        let running = Task { try await group.run() }
        let error = await #expect(throws: Silence.self) {
            try await lookups.reply(to: request("early"), in: .interactive, within: .seconds(600))
        }
        #expect(error?.description.contains(broker.bootstrapServers) == true)
        await broker.comeUp()
        let worker = try await EchoWorker(configuration, topic: topics.requests)
        try await eventually { lookups.trouble == nil }
        let reply = try await lookups.reply(to: request("cloud"), in: .interactive, within: .seconds(600))
        #expect(reply.word == "duolc")
        await group.triggerGracefulShutdown()
        try await running.value
        let late = await #expect(throws: Silence.self) {
            try await lookups.reply(to: request("late"), in: .interactive, within: .seconds(600))
        }
        #expect(late == .closed)
        await worker.close()
    }

    @Test func `a seed client gets its definitions, and its farewell back`() async throws {
        let client = try await SeedClient(broker: configuration, requestTopic: topics.requests, nickname: "ana")
        let reader = try await TopicReader(configuration, topic: topics.requests, from: .end)
        try client.ask("nuage") { _ in }
        let record = try #require(try await reader.take(upTo: 1)?.first)
        let request = try LookupRequest(decoding: record.value)
        #expect(request.word == "nuage")
        let responses = try #require(request.responseTopic)
        let producer = try Producer(configuration)
        for value in [#"{"word": "nuage", "definition": "1. …"}"#, "no answer", #"{"word": "", "definition": null}"#] {
            try await producer.send(ProducerRecord(topic: responses, partition: 0, value: Array(value.utf8)))
        }
        var answers: [SeedClient.Reply] = []
        while answers.count < 2, let more = try await client.answers() { answers += more }
        #expect(answers.map(\.word) == ["nuage", ""])
        #expect(answers.map(\.definition) == ["1. …", nil])
        #expect(answers.last?.isFarewell == true)
        await client.close()
        await reader.close(within: .seconds(5))
        await producer.close(within: .seconds(5))
    }
}
