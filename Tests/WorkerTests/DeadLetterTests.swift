import Foundation
import Kafka
import Lexicon
import Logging
import Testing

@testable import Worker

/// A request with all that could be lost on the way: bytes that are no text, headers of one name, nil and empty.
private let request = ConsumerRecord(
    topicPartition: TopicPartition(topic: "topic-dictionary-fr", partition: 2), offset: 41,
    timestamp: 1_700_000_000_123,
    key: [0xFF, 0x00], value: Array(#"{"word": "nuage", "sources": 1}"#.utf8),
    headers: [
        Header(name: "a", value: []), Header(name: "b", value: nil), Header(name: "a", value: [0x80]),
        // As if somebody had sent an older letter back with its headers.
        Header(name: WireHeader.deadLetterReason, value: Array("old".utf8)),
    ])

/// The letter of `request`, as it is read at a place.
private func letter(
    of request: ConsumerRecord = request, reason: DeadLetterReason = .undecodable, at partition: Int32 = 0,
    _ offset: Int64 = 0, timestamp: Int64 = 1_700_000_100_000
) -> DeadLetter {
    let sent = ProducerRecord.deadLetter(of: request, reason: reason, detail: "Why.", to: "letters")
    return DeadLetter(
        ConsumerRecord(
            topicPartition: TopicPartition(topic: "letters", partition: partition), offset: offset,
            timestamp: timestamp, key: sent.key, value: sent.value, headers: sent.headers))
}

@Suite struct DeadLetters {
    @Test func `a letter tells the request as it was, why it was buried and where it came from`() {
        let letter = letter(at: 3, 7)
        #expect(letter.place == DeadLetter.Place(partition: 3, offset: 7))
        #expect(letter.reason == "undecodable")
        #expect(letter.detail == "Why.")
        #expect(letter.origin?.topicPartition == request.topicPartition)
        #expect(letter.origin?.offset == 41)
        #expect(letter.origin?.sentAt == Date(timeIntervalSince1970: 1_700_000_000.123))
        #expect(letter.key == request.key)
        #expect(letter.value == request.value)
        #expect(letter.headers == request.headers)
        #expect(letter.word == "nuage")
    }

    @Test func `a record that is no letter tells no origin`() {
        let letter = DeadLetter(request)
        #expect(letter.origin == nil)
        #expect(letter.reason == "old")
    }

    @Test(arguments: ["1", "1:", ":1", "a:1", "-1:0", "0:-1", "1:2:3", "99999999999:1", ""])
    func `what is no place is refused`(text: String) {
        #expect(DeadLetter.Place(text) == nil)
    }

    @Test func `all conditions of a choice must hold`() {
        let letter = letter(at: 1, 5)
        let buried = Date(timeIntervalSince1970: 1_700_000_100)
        #expect(DeadLetterChoice().contains(letter))
        #expect(DeadLetterChoice(places: [letter.place], reasons: [.undecodable]).contains(letter))
        #expect(!DeadLetterChoice(places: [letter.place], reasons: [.rejected]).contains(letter))
        #expect(!DeadLetterChoice(topic: "topic-dictionary-de").contains(letter))
        #expect(DeadLetterChoice(since: buried, until: buried + 1).contains(letter))
        #expect(!DeadLetterChoice(until: buried).contains(letter))
    }

    @Test func `bytes that are no text are Base64 in JSON, and nil is not empty`() throws {
        let line = letter().json(.everything)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["key_base64"] as? String == "/wA=")
        #expect(object["key"] == nil)
        #expect(object["value"] as? String == #"{"word": "nuage", "sources": 1}"#)
        let headers = try #require(object["headers"] as? [[String: Any]])
        #expect(headers[0]["value"] as? String == "")
        #expect(headers[1]["value"] is NSNull)
        #expect(headers[2]["value_base64"] as? String == "gA==")
    }
}

@Suite struct PlanningAReplay {
    private let topics = ["topic-dictionary-fr", "dictionary-requests"]

    private func steps(
        _ letters: [DeadLetter], partitions: Int = 4, again: Bool = false
    ) -> [DeadLetterReplay.Step] {
        DeadLetterReplay.plan(
            letters, requestTopics: topics, partitions: ["topic-dictionary-fr": partitions], again: again
        ).map(\.step)
    }

    private func request(_ offset: Int64, topic: String = "topic-dictionary-fr", value: String = "v") -> ConsumerRecord
    {
        var other = WorkerTests.request
        other.topicPartition.topic = topic
        other.offset = offset
        other.value = Array(value.utf8)
        return other
    }

    private func values(_ steps: [DeadLetterReplay.Step]) -> [String] {
        steps.compactMap { step in
            if case .putBack(let record) = step { String(decoding: record.value ?? [], as: UTF8.self) } else { nil }
        }
    }

    @Test func `a request goes back as it was, to the partition that it came from`() {
        let record = ProducerRecord(
            topic: "topic-dictionary-fr", partition: 2, key: WorkerTests.request.key, value: WorkerTests.request.value,
            headers: WorkerTests.request.headers)
        #expect(steps([letter()]) == [.putBack(record)])
    }

    @Test func `where its partition is no more, the key decides`() {
        guard case .putBack(let record) = steps([letter()], partitions: 2).first else {
            Issue.record("refused")
            return
        }
        #expect(record.partition == nil)
    }

    @Test func `requests go back in the order of old, however their letters lie`() {
        let letters = [
            letter(of: request(9, value: "second"), at: 0, 0), letter(of: request(12, value: "third"), at: 1, 0),
            letter(of: request(3, value: "first"), at: 2, 8),
        ]
        #expect(values(steps(letters)) == ["first", "second", "third"])
    }

    @Test func `letters of one request put it back once, and another request at the same offset for itself`() {
        let letters = [
            letter(of: request(5, value: "one"), at: 0, 1), letter(of: request(5, value: "one"), at: 0, 2),
            letter(of: request(5, value: "another"), at: 0, 3),
        ]
        let steps = steps(letters)
        #expect(values(steps) == ["one", "another"])
        #expect(steps[1] == .leave(sameAs: DeadLetter.Place(partition: 0, offset: 1)))
    }

    @Test func `a request that was put back is not put back again, unless that is asked for`() {
        var letters = [letter(of: request(5, value: "one"), at: 0, 1), letter(of: request(5, value: "one"), at: 0, 2)]
        let date = Date(timeIntervalSince1970: 1_700_000_200)
        letters[0].replayedAt = date
        #expect(steps(letters) == [.leaveReplayed(date), .leaveReplayed(date)])
        #expect(values(steps(letters, again: true)) == ["one"])
    }

    @Test func `what has no origin, or none that takes requests, is refused and stops no other`() {
        let steps = steps([
            DeadLetter(WorkerTests.request), letter(of: request(1, topic: "topic-dictionary-it")),
            letter(of: request(1, topic: "dictionary-requests")), letter(),
        ])
        let refusals = steps.compactMap { step in if case .refuse(let why) = step { why } else { nil } }
        #expect(refusals.count == 3)
        for name in ["headers", "topic-dictionary-it", "dictionary-requests"] {
            #expect(refusals.contains { $0.contains(name) }, "\(refusals)")
        }
        #expect(values(steps).count == 1)
    }
}

@Suite struct ReplayingDeadLetters {
    private let broker: EmbeddedBroker
    private let configuration: ClientConfiguration
    private let topic: DeadLetterTopic
    private let layout = TopicLayout()

    init() async throws {
        broker = try await EmbeddedBroker(topics: ["dictionary-dead-letters": 2, "topic-dictionary-fr": 3])
        configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers, properties: [("fetch.wait.max.ms", "10")],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        topic = DeadLetterTopic(layout.deadLetters, broker: configuration)
    }

    private func bury(_ requests: [ConsumerRecord], partition: Int32 = 0) async throws {
        let producer = try Producer(configuration)
        for request in requests {
            var letter = ProducerRecord.deadLetter(
                of: request, reason: .undeliverable, detail: "No.", to: layout.deadLetters)
            letter.partition = partition
            try await producer.send(letter)
        }
        await producer.close(within: .seconds(5))
    }

    private func requests() async throws -> [ConsumerRecord] {
        let reader = try await TopicReader(
            configuration, topic: "topic-dictionary-fr", from: .beginning, stopsAtEnd: true)
        var records: [ConsumerRecord] = []
        while let more = try await reader.take(upTo: 100) { records += more }
        await reader.close(within: .seconds(5))
        return records
    }

    private func replay(_ letters: [DeadLetter]) async throws -> [DeadLetterReplay.Result] {
        let replay = DeadLetterReplay(
            layout: layout, languages: Languages([.init(code: "fr", name: "French", aliases: [], sources: [])]),
            broker: configuration)
        var results: [DeadLetterReplay.Result] = []
        try await replay.carryOut(replay.plan(letters)) { results.append($1) }
        return results
    }

    @Test func `a request comes back to the byte`() async throws {
        let bare = ConsumerRecord(
            topicPartition: TopicPartition(topic: "topic-dictionary-fr", partition: 0), offset: 0, timestamp: 0,
            key: nil, value: nil, headers: [])
        var empty = bare
        (empty.offset, empty.key, empty.value) = (1, [], [])
        try await bury([request, bare, empty])
        #expect(try await replay(topic.letters(DeadLetterChoice()).letters) == [.putBack, .putBack, .putBack])
        let back = try await requests()
        #expect(back.filter { $0.topicPartition.partition == 0 }.map(\.key) == [nil, []])
        #expect(back.filter { $0.topicPartition.partition == 0 }.map(\.value) == [nil, []])
        let whole = try #require(back.first { $0.topicPartition.partition == 2 })
        #expect(whole.key == request.key)
        #expect(whole.value == request.value)
        #expect(whole.headers == request.headers)
    }

    @Test func `many go back in order, each acknowledged`() async throws {
        let many = (0..<1_200).map { number in
            var other = request
            other.offset = Int64(number)
            return other
        }
        let letters = many.map { letter(of: $0, reason: .undeliverable, at: 0, 1_200 - $0.offset) }
        let results = try await replay(letters.shuffled())
        #expect(results.count == 1_200)
        #expect(results.allSatisfy { $0 == .putBack })
        #expect(try await requests().count == 1_200)
    }

    @Test func `what the broker refuses is told of the letter`() async throws {
        await broker.fail(topic: "topic-dictionary-fr", with: .topicAuthorizationFailed)
        let results = try await replay([letter()])
        guard case .failed = results.first, results.count == 1 else {
            Issue.record("\(results)")
            return
        }
    }

    @Test func `places without a letter are told, each in its way`() async throws {
        try await bury([request, request])
        let places = ["0:0", "0:9", "1:0", "7:0"].compactMap(DeadLetter.Place.init)
        let found = try await topic.letters(DeadLetterChoice(places: Set(places)))
        #expect(found.letters.map(\.place) == [places[0]])
        #expect(found.missing.count == 3)
        #expect(found.missing[0].hasPrefix("0:9: ") && found.missing[0].contains("ends with 1"))
        #expect(found.missing[1].hasPrefix("1:0: "))
        #expect(found.missing[2].contains("0 to 1"))
    }

    @Test func `of more letters than the limit the newest are kept, the oldest first`() async throws {
        try await bury(Array(repeating: request, count: 30), partition: 0)
        try await bury(Array(repeating: request, count: 2), partition: 1)
        let found = try await topic.letters(DeadLetterChoice(), limit: 3)
        #expect(found.letters.map(\.place.description) == ["0:29", "1:0", "1:1"])
    }

    @Test func `the newest of a reason are found behind many others`() async throws {
        try await bury([request])
        let stray = ProducerRecord(topic: layout.deadLetters, partition: 0, value: Array("stray".utf8))
        let producer = try Producer(configuration)
        for _ in 0..<40 { try await producer.send(stray) }
        await producer.close(within: .seconds(5))
        let found = try await topic.letters(DeadLetterChoice(reasons: [.undeliverable]), limit: 1)
        #expect(found.letters.map(\.place.description) == ["0:0"])
    }

    @Test func `what was put back is remembered by the topic, and a note is no letter`() async throws {
        try await bury([request])
        let before = try await topic.letters(DeadLetterChoice()).letters
        #expect(before.map(\.replayedAt) == [nil])
        #expect(try await replay(before) == [.putBack])
        let letters = try await topic.letters(DeadLetterChoice()).letters
        #expect(letters.map(\.place) == before.map(\.place))
        #expect(letters.first?.replayedAt != nil)
        #expect(try await replay(letters).isEmpty)
        #expect(try await requests().count == 1)
    }

    @Test func `a topic that is not there is named, and not made`() async throws {
        let absent = DeadLetterTopic("absent", broker: configuration)
        let error = await #expect(throws: KafkaError.self) { try await absent.letters(DeadLetterChoice()) }
        #expect(error?.code == .unknownTopic)
        #expect(error?.description.contains("absent") == true)
        #expect(try await Admin.partitions(of: ["absent"], using: configuration).isEmpty)
    }
}
