import Foundation
import TestSupport
import Testing

/// The Python clients of the original exercise get their answers from this worker.
@Suite struct OriginalClients {
    private struct Answer: Decodable, Equatable {
        var word: String
        var definition: String?
    }

    @Test func `a kafka-python client gets its definitions and stops when its empty word comes back`() async throws {
        let folder = try temporaryDirectory()
        let broker = try await BrokerProcess.start(
            // In one partition, as the exercise has it: only there is the farewell the last that a worker sees.
            "--partitions", "1", "--topic", "topic-dictionary-fr-ana", in: folder)
        let worker = try broker.worker()
        let script = Repository.folder.appending(path: "Tests/DicoTests/original_client.py").path
        let client = try DicoProcess(
            [script, broker.address, "fr", "ana", "nuage", "broutignole", "livre"], program: .python)
        let ended = try await client.ended()
        #expect(ended.code == 0, "\(ended.errors)")
        let answers = try ended.outputLines.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
        #expect(Set(answers.map(\.word)) == ["nuage", "broutignole", "livre", ""])
        let definitions = Dictionary(answers.map { ($0.word, $0.definition) }) { first, _ in first }
        #expect(definitions["nuage"]??.contains("Nom commun\n1. ") == true)
        #expect(definitions["livre"]??.isEmpty == false)
        #expect(definitions["broutignole"] == .some(nil))
        #expect(definitions[""] == .some(nil))
        worker.signal(SIGTERM)
        #expect(try await worker.ended().code == 0)
    }
}
