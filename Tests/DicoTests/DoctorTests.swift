import Foundation
import Kafka
import Lexicon
import Logging
import TestSupport
import Testing

/// What people run first when something is off.
@Suite struct DoctorCommand {
    private struct Report: Decodable {
        struct Topic: Decodable {
            let name: String
            let partitions: Int?
            let lag: Int64?
        }

        struct Finding: Decodable {
            let weight: String
            let subject: String
            let text: String
        }

        let versions: [String: String]
        let topics: [Topic]?
        let missingRights: [String]?
        let findings: [Finding]
        let ok: Bool
    }

    private func report(_ ended: DicoProcess.Ended) throws -> Report {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Report.self, from: Data(ended.output.utf8))
    }

    private func doctor(_ address: String, _ more: String...) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(["doctor", "--bootstrap-servers", address] + more)
    }

    @Test func `a broker with all that is needed is shown, and nothing is wrong`() async throws {
        let broker = try await BrokerProcess.start("--topic", "dictionary-replies", in: try temporaryDirectory())
        for role in ["worker", "gateway"] {
            let ended = try await doctor(broker.address, "--role", role)
            #expect(ended.code == 0, "\(ended.output)")
            #expect(ended.errors.isEmpty)
            for part in [
                "librdkafka \(KafkaLibrary.version)", broker.address, "topic-dictionary-fr", "Nothing is wrong.",
            ] {
                #expect(ended.output.contains(part), "\(ended.output)")
            }
        }
    }

    @Test func `what waits for a group is counted, for programs too`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let producer = try Producer(
            ClientConfiguration(bootstrapServers: broker.address, logger: CollectedLog().logger))
        for word in ["un", "deux", "trois"] {
            try await producer.send(ProducerRecord(topic: "topic-dictionary-fr", value: Array(word.utf8)))
        }
        await producer.close(within: .seconds(10))
        let ended = try await doctor(broker.address, "--format", "json")
        // There is no topic for replies yet, which is a remark.
        #expect(ended.code == 0)
        #expect(ended.output.split(separator: "\n").count == 1)
        let report = try report(ended)
        #expect(report.ok)
        #expect(report.versions["dico"] == Program.version)
        #expect(report.topics?.first { $0.name == "topic-dictionary-fr" }?.lag == 3)
        #expect(report.findings.map(\.subject) == ["dictionary-replies"])
    }

    @Test func `topics that are missing, and those that may not be seen, are named with what to do`() async throws {
        let layout = TopicLayout()
        let broker = try await EmbeddedBroker(topics: [layout.requests: 1, layout.deadLetters: 1])
        await broker.fail(topic: layout.deadLetters, with: .topicAuthorizationFailed)
        let ended = try await doctor(broker.bootstrapServers, "--format", "json")
        #expect(ended.code == 1)
        let report = try report(ended)
        #expect(!report.ok)
        #expect(report.missingRights?.contains("Write on the topic dictionary-dead-letters") == true)
        let problems = report.findings.filter { $0.weight == "problem" }
        #expect(problems.contains { $0.subject.contains("topic-dictionary-fr") && $0.text.contains("--create-topics") })
        #expect(problems.contains { $0.subject == "rights" })
        broker.shutdown()
    }

    @Test func `a broker that is away is one line`() async throws {
        let ended = try await doctor("127.0.0.1:1")
        #expect(ended.code == 1)
        #expect(ended.errors.isEmpty)
        #expect(ended.output.split(separator: "\n").filter { $0.contains("127.0.0.1:1") }.count == 1)
    }

    @Test func `a broker that hangs is one line`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        broker.process.signal(SIGSTOP)
        let ended = try await doctor(broker.address, "--format", "json")
        broker.process.signal(SIGCONT)
        #expect(ended.code == 1)
        #expect(try report(ended).findings.map(\.subject) == [broker.address])
    }

    @Test func `settings that do not fit the broker's port are named`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let ended = try await doctor(broker.address, "-X", "security.protocol=SSL")
        #expect(ended.code == 1)
        #expect(ended.output.contains("security.protocol"))
        let refused = try await doctor(broker.address, "-X", "no.such.property=1")
        #expect(refused.code == 64)
        #expect(refused.errors.contains("no.such.property"))
    }

    @Test func `no broker at all is asked for`() async throws {
        let ended = try await DicoProcess.run("doctor")
        #expect(ended.code == 64)
        #expect(ended.errors.contains("--bootstrap-servers"))
    }
}
