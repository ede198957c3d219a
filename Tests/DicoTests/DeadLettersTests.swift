import Foundation
import Kafka
import Logging
import TestSupport
import Testing

@Suite struct DeadLettersCommands {
    /// What a worker cannot answer, sent to its broker.
    private func send(_ requests: [(topic: String, value: String)], to broker: BrokerProcess) async throws {
        let producer = try Producer(configuration(broker))
        for (topic, value) in requests {
            try await producer.send(
                ProducerRecord(topic: topic, partition: 1, key: Array("clé".utf8), value: Array(value.utf8)))
        }
        await producer.close(within: .seconds(5))
    }

    private func configuration(_ broker: BrokerProcess) -> ClientConfiguration {
        ClientConfiguration(
            bootstrapServers: broker.address, properties: [("fetch.wait.max.ms", "10")],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func dico(_ broker: BrokerProcess, _ arguments: String...) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(["dead-letters"] + arguments + ["--bootstrap-servers", broker.address])
    }

    @Test func `what a worker buries is listed, shown and put back, and is buried anew where it fails again`()
        async throws
    {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        try await send(
            [("topic-dictionary-fr", #"{"word": "nuage"}"#), ("topic-dictionary-fr", "\u{1B}[2Jno JSON")], to: broker)
        let listed = try await eventually { () async throws -> DicoProcess.Ended? in
            let listed = try await dico(broker, "list")
            return listed.outputLines.count == 3 ? listed : nil
        }
        #expect(listed.outputLines[1...].contains { $0.contains("no_reply_address") && $0.contains("nuage") })
        #expect(listed.outputLines[1...].contains { $0.contains("topic-dictionary-fr[1]:1") })
        let filtered = try await dico(broker, "list", "--json", "--reason", "no_reply_address", "--since", "1h")
        let line = try #require(filtered.outputLines.first)
        let letter = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(filtered.outputLines.count == 1)
        let place = "\(try #require(letter["partition"])):\(try #require(letter["offset"]))"
        let shown = try await dico(broker, "show", place, "9:9")
        #expect(shown.code == 1)
        #expect(shown.output.contains(#"{"word": "nuage"}"#))
        #expect(shown.output.contains("clé"))
        #expect(shown.errorLines.count == 1 && shown.errors.contains("9:9"), "\(shown.errors)")
        let undecodable = try await dico(
            broker, "show", place.hasSuffix(":0") ? place.dropLast() + "1" : place.dropLast() + "0")
        #expect(!undecodable.output.contains("\u{1B}"))
        let dry = try await dico(broker, "replay", "--dry-run", "--all")
        #expect(dry.outputLines.last == "2 would be put back", "\(dry.output)")
        let replayed = try await dico(broker, "replay", place)
        #expect(replayed.code == 0, "\(replayed.errors)")
        #expect(replayed.outputLines == ["\(place): back on topic-dictionary-fr: nuage", "1 put back"])
        try await eventually { try await dico(broker, "list").outputLines.count == 4 }
        let twice = try await dico(broker, "replay", place)
        #expect(twice.code == 0, "\(twice.errors)")
        #expect(twice.outputLines.last == "0 put back, 1 put back before")
        #expect(
            try await dico(broker, "replay", "--dry-run", "--again", place).outputLines.last == "1 would be put back")
        #expect(try await dico(broker, "show", place).output.contains("put back"))
        let again = try await dico(broker, "list", "--limit", "1")
        #expect(again.outputLines.last?.contains("topic-dictionary-fr[1]:2") == true, "\(again.output)")
        #expect(worker.isRunning)
    }

    @Test func `a letter without its origin is refused by name, and the exit code says so`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        try await send([("dictionary-dead-letters", "stray")], to: broker)
        let replayed = try await dico(broker, "replay", "--all")
        #expect(replayed.code == 1)
        #expect(replayed.errorLines.count == 1)
        #expect(replayed.errors.contains("1:0: "), "\(replayed.errors)")
        #expect(replayed.outputLines == ["0 put back, 1 refused"])
    }

    @Test func `no letters are no mistake`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let listed = try await dico(broker, "list")
        #expect(listed.code == 0)
        #expect(listed.outputLines.count == 1)
        #expect(try await dico(broker, "list", "--json").output.isEmpty)
    }

    @Test func `a topic that the broker lacks is named`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let ended = try await dico(broker, "list", "--dead-letters-topic", "elsewhere")
        #expect(ended.code == 69)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("elsewhere"))
    }

    @Test(arguments: [
        ["list", "--reason", "sad"], ["list", "--since", "soon"], ["list", "--limit", "0"], ["show", "1"], ["show"],
        ["replay"], ["replay", "--all", "0:1"],
    ])
    func `a wrong choice is refused`(arguments: [String]) async throws {
        let ended = try await DicoProcess.run(["dead-letters"] + arguments + ["--bootstrap-servers", "127.0.0.1:1"])
        #expect(ended.code == 64)
        #expect(ended.output.isEmpty)
    }

    @Test func `a broker out of reach is named`() async throws {
        let ended = try await DicoProcess.run("dead-letters", "list", "--bootstrap-servers", "127.0.0.1:1")
        #expect(ended.code == 69)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("127.0.0.1:1"))
    }
}
