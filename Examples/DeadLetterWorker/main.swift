// A worker that squares numbers until it has done COUNT of them. What is no number goes to a topic of dead letters, with the
// reason and where it came from, and holds nobody up.
//
//     DICO_BOOTSTRAP_SERVERS=localhost:9092 DeadLetterWorker 100
import Foundation
import Kafka
import Logging

let numbers = "numbers"
let squares = "squares"
let deadLetters = "numbers-dead"

func fail(_ line: String) -> Never {
    FileHandle.standardError.write(Data("DeadLetterWorker: \(line)\n".utf8))
    exit(64)
}

struct Unusable: Error {
    let reason: String
}

func square(_ text: String) throws(Unusable) -> Int {
    guard let number = Int(text) else { throw Unusable(reason: "\"\(text)\" is no number") }
    let (square, isTooLarge) = number.multipliedReportingOverflow(by: number)
    guard !isTooLarge else { throw Unusable(reason: "the square of \(number) is too large") }
    return square
}

/// What is to be sent for a record: its square, or a dead letter.
func outcome(of record: ConsumerRecord) -> ProducerRecord {
    do throws(Unusable) {
        let result = try square(String(decoding: record.value ?? [], as: UTF8.self))
        return ProducerRecord(topic: squares, key: record.key, value: Array("\(result)".utf8))
    } catch {
        let notes = [("reason", error.reason), ("origin", "\(record.topicPartition) at \(record.offset)")]
        return ProducerRecord(
            topic: deadLetters, key: record.key, value: record.value,
            headers: record.headers + notes.map { Header(name: $0, value: Array($1.utf8)) })
    }
}

func work(_ count: Int, using broker: ClientConfiguration) async throws {
    try await Admin.ensureTopics([numbers, squares, deadLetters], partitions: 4, using: broker)
    let producer = try Producer(broker)
    let consumer = try Consumer(broker, group: "squarers")
    try consumer.subscribe(to: [numbers])
    var done = 0
    while done < count, let records = try await consumer.take(upTo: min(100, count - done)) {
        // Together: one after the other would take a way to the broker and back for each.
        try await withThrowingTaskGroup { group in
            for record in records { group.addTask { try await producer.send(outcome(of: record)) } }
            try await group.waitForAll()
        }
        // The broker has what came of them, and only now are they done: whoever ends before this line will see them again.
        for record in records { consumer.store(next: record.offset + 1, for: record.topicPartition) }
        done += records.count
    }
    await producer.close(within: .seconds(10))
    // Commits what was stored.
    await consumer.close(within: .seconds(10))
}

guard let servers = ProcessInfo.processInfo.environment["DICO_BOOTSTRAP_SERVERS"] else {
    fail("set DICO_BOOTSTRAP_SERVERS to the broker's host:port.")
}
guard CommandLine.arguments.count == 2, let count = Int(CommandLine.arguments[1]), count >= 0 else {
    fail("expected how many numbers to square.")
}
// Quick on a broker that answers an empty fetch only when its time is up, as the embedded one does.
let properties = [("fetch.wait.max.ms", "50"), ("session.timeout.ms", "6000")]
let logger = Logger(label: "dead-letter-worker") { StreamLogHandler.standardError(label: $0) }
do {
    try await work(
        count, using: ClientConfiguration(bootstrapServers: servers, properties: properties, logger: logger))
} catch {
    fail("\(error)")
}
