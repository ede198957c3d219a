import Kafka
import TestSupport
import Testing

/// A broker that lets this user do little.
@Suite struct MissingRights {
    private func lacking(_ topics: String...) async throws -> RequestTraffic {
        let traffic = try await RequestTraffic(languages: ["fr"])
        for topic in topics { await traffic.broker.fail(topic: topic, with: .topicAuthorizationFailed) }
        return traffic
    }

    private func run(_ arguments: [String], on traffic: RequestTraffic) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(
            arguments + ["--bootstrap-servers", traffic.broker.bootstrapServers, "--log-level", "critical"])
    }

    @Test func `a worker that shares answers is told of all rights at once, whatever it begins with`() async throws {
        let traffic = try await lacking("dictionary-answers", "dictionary-dead-letters")
        let ended = try await run(["worker", "--replay", "fixtures", "--share-answers"], on: traffic)
        #expect(ended.code == 77, "\(ended.errors)")
        #expect(ended.errorLines.count == 1, "\(ended.errors)")
        #expect(
            ended.errors.contains("Write on the topics dictionary-dead-letters, dictionary-answers"), "\(ended.errors)")
    }

    @Test(arguments: [[], ["--share-answers"]])
    func `a gateway is told of all rights at once`(sharing: [String]) async throws {
        let traffic = try await lacking("dictionary-answers", "dictionary-requests", "answers")
        let ended = try await run(["gateway", "--port", "0", "--reply-topic", "answers"] + sharing, on: traffic)
        #expect(ended.code == 77, "\(ended.errors)")
        #expect(ended.errorLines.count == 1, "\(ended.errors)")
        #expect(
            ended.errors.contains("Read on the topic\(sharing.isEmpty ? " answers" : "s answers, dictionary-answers")"),
            "\(ended.errors)")
        #expect(ended.errors.contains("Write on the topic dictionary-requests"), "\(ended.errors)")
    }

    @Test func `the doctor tells of the rights on shared answers`() async throws {
        let traffic = try await lacking("dictionary-answers")
        let ended = try await run(["doctor", "--share-answers"], on: traffic)
        #expect(ended.code == 1)
        #expect(ended.output.contains("Write on the topic dictionary-answers"), "\(ended.output)")
    }
}
