import Foundation
import Kafka
import TestSupport
import Testing

/// The programs under `Examples`, as a person starts them.
@Suite struct Examples {
    private func environment(of broker: BrokerProcess) -> [String: String] {
        ["DICO_BOOTSTRAP_SERVERS": broker.address]
    }

    @Test func `what is pushed is pulled`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let environment = environment(of: broker)
        let pushed = try await DicoProcess.run("push", "3", environment: environment, program: .pushPull)
        #expect(pushed.code == 0, "\(pushed.errors)")
        let puller = try DicoProcess(["pull"], environment: environment, program: .pushPull)
        try await eventually { puller.outputSoFar.split(separator: "\n").count >= 3 }
    }

    @Test func `what cannot be squared becomes a dead letter, and the rest is squared`() async throws {
        let broker = try await BrokerProcess.start(
            "--topic", "numbers", "--topic", "squares", "--topic", "numbers-dead", in: try temporaryDirectory())
        let configuration = ClientConfiguration(bootstrapServers: broker.address, logger: CollectedLog().logger)
        let producer = try Producer(configuration)
        for text in ["3", "three", "-4", "5000000000"] {
            try await producer.send(ProducerRecord(topic: "numbers", value: Array(text.utf8)))
        }
        await producer.close(within: .seconds(10))
        let ended = try await DicoProcess.run("4", environment: environment(of: broker), program: .deadLetterWorker)
        #expect(ended.code == 0, "\(ended.errors)")
        func values(of topic: String) async throws -> [ConsumerRecord] {
            let reader = try await TopicReader(configuration, topic: topic, from: .beginning, stopsAtEnd: true)
            var records: [ConsumerRecord] = []
            while let more = try await reader.take(upTo: 100) { records += more }
            await reader.close(within: .seconds(10))
            return records
        }
        let squares = try await values(of: "squares")
        #expect(Set(squares.map { String(decoding: $0.value ?? [], as: UTF8.self) }) == ["9", "16"])
        let letters = try await values(of: "numbers-dead")
        #expect(Set(letters.map { String(decoding: $0.value ?? [], as: UTF8.self) }) == ["three", "5000000000"])
        #expect(letters.allSatisfy { $0.headers.map(\.name) == ["reason", "origin"] })
    }

    @Test func `each question has its own answer`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let environment = environment(of: broker)
        let server = try DicoProcess(["serve"], environment: environment, program: .requestReply)
        let askers = try ["stressed", "drawer"].map {
            try DicoProcess(["ask", $0, "ab"], environment: environment, program: .requestReply)
        }
        for (asker, answer) in zip(askers, ["stressed: desserts", "drawer: reward"]) {
            let ended = try await asker.ended()
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(Set(ended.output.split(separator: "\n").map(String.init)) == [answer, "ab: ba"])
        }
        #expect(server.isRunning)
    }
}
