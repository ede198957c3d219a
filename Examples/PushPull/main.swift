// A message queue of two commands: `PushPull push N` sends N messages, and each `PushPull pull` takes its share of them.
//
//     DICO_BOOTSTRAP_SERVERS=localhost:9092 PushPull push 10
import Foundation
import Kafka
import Logging

let topic = "push-pull"

func fail(_ line: String) -> Never {
    FileHandle.standardError.write(Data("PushPull: \(line)\n".utf8))
    exit(64)
}

func push(_ count: Int, using broker: ClientConfiguration) async throws {
    try await Admin.ensureTopics([topic], partitions: 4, using: broker)
    let producer = try Producer(broker)
    for number in 0..<count {
        try await producer.send(ProducerRecord(topic: topic, value: Array("message \(number)".utf8)))
    }
    await producer.close(within: .seconds(10))
}

func pull(using broker: ClientConfiguration) async throws {
    try await Admin.ensureTopics([topic], partitions: 4, using: broker)
    let consumer = try Consumer(broker, group: "pullers")
    try consumer.subscribe(to: [topic])
    for try await record in consumer.records {
        FileHandle.standardOutput.write(Data(record.value ?? []) + Data("\n".utf8))
        // Only now is it done: whoever ends before this line will see the message again.
        consumer.store(next: record.offset + 1, for: record.topicPartition)
    }
}

guard let servers = ProcessInfo.processInfo.environment["DICO_BOOTSTRAP_SERVERS"] else {
    fail("set DICO_BOOTSTRAP_SERVERS to the broker's host:port.")
}
// Quick on a broker that answers an empty fetch only when its time is up, as the embedded one does.
let properties = [("fetch.wait.max.ms", "50"), ("session.timeout.ms", "6000")]
let logger = Logger(label: "push-pull") { StreamLogHandler.standardError(label: $0) }
let broker = ClientConfiguration(bootstrapServers: servers, properties: properties, logger: logger)
do {
    switch Array(CommandLine.arguments.dropFirst()) {
    case let arguments
    where arguments.count == 2 && arguments[0] == "push" && Int(arguments[1]).map { $0 >= 0 } == true:
        try await push(Int(arguments[1])!, using: broker)
    case ["pull"]: try await pull(using: broker)
    default: fail("expected `push COUNT` or `pull`.")
    }
} catch {
    fail("\(error)")
}
