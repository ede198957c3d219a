// Questions and answers over two topics: `RequestReply serve` turns texts around, `RequestReply ask TEXT…` has it done.
//
//     DICO_BOOTSTRAP_SERVERS=localhost:9092 RequestReply ask stressed desserts
import Foundation
import Kafka
import Logging

let requests = "texts"
let replies = "texts-turned"
/// Names the topic that the asker reads.
let replyTopic = "reply-topic"
/// Tells the asker which of its questions is answered.
let correlation = "correlation-id"

func fail(_ line: String) -> Never {
    FileHandle.standardError.write(Data("RequestReply: \(line)\n".utf8))
    exit(64)
}

extension ConsumerRecord {
    var text: String { String(decoding: value ?? [], as: UTF8.self) }

    func header(_ name: String) -> [UInt8]? { headers.first { $0.name == name }?.value }
}

func serve(using broker: ClientConfiguration) async throws {
    try await Admin.ensureTopics([requests, replies], partitions: 2, using: broker)
    let producer = try Producer(broker)
    let consumer = try Consumer(broker, group: "turners")
    try consumer.subscribe(to: [requests])
    for try await record in consumer.records {
        // A stranger names the topic: a program in earnest allows only some.
        if let topic = record.header(replyTopic), String(decoding: topic, as: UTF8.self) == replies {
            try await producer.send(
                ProducerRecord(
                    topic: replies, value: Array(String(record.text.reversed()).utf8),
                    headers: [Header(name: correlation, value: record.header(correlation))]))
        }
        consumer.store(next: record.offset + 1, for: record.topicPartition)
    }
}

func ask(_ texts: [String], using broker: ClientConfiguration) async throws {
    try await Admin.ensureTopics([requests, replies], partitions: 2, using: broker)
    // Before anything is asked: what is sent from here on will be read.
    let reader = try await TopicReader(broker, topic: replies, from: .end)
    let producer = try Producer(broker)
    var awaited: [[UInt8]: String] = [:]
    for text in texts {
        let id = Array(UUID().uuidString.utf8)
        awaited[id] = text
        try await producer.send(
            ProducerRecord(
                topic: requests, value: Array(text.utf8),
                headers: [
                    Header(name: correlation, value: id), Header(name: replyTopic, value: Array(replies.utf8)),
                ]))
    }
    var answers = reader.records.makeAsyncIterator()
    while !awaited.isEmpty, let record = try await answers.next() {
        // Answers to other askers come by too.
        guard let id = record.header(correlation), let text = awaited.removeValue(forKey: id) else { continue }
        FileHandle.standardOutput.write(Data("\(text): \(record.text)\n".utf8))
    }
    await producer.close(within: .seconds(10))
    await reader.close(within: .seconds(10))
}

guard let servers = ProcessInfo.processInfo.environment["DICO_BOOTSTRAP_SERVERS"] else {
    fail("set DICO_BOOTSTRAP_SERVERS to the broker's host:port.")
}
// Quick on a broker that answers an empty fetch only when its time is up, as the embedded one does.
let properties = [("fetch.wait.max.ms", "50"), ("session.timeout.ms", "6000")]
let logger = Logger(label: "request-reply") { StreamLogHandler.standardError(label: $0) }
let broker = ClientConfiguration(bootstrapServers: servers, properties: properties, logger: logger)
do {
    switch CommandLine.arguments.dropFirst().first {
    case "serve": try await serve(using: broker)
    case "ask": try await ask(Array(CommandLine.arguments.dropFirst(2)), using: broker)
    default: fail("expected `serve` or `ask TEXT…`.")
    }
} catch {
    fail("\(error)")
}
