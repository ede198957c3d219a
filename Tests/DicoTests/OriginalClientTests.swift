import Foundation
import TestSupport
import Testing

/// The Python programs of the original exercise run as they are: they know one address of a broker, and a topic for each
/// language.
@Suite struct OriginalPrograms {
    private struct Answer: Decodable, Equatable {
        var word: String
        var definition: String?
    }

    private func python(_ script: String, _ arguments: String...) throws -> DicoProcess {
        let path = Repository.folder.appending(path: "Tests/DicoTests/\(script)").path
        return try DicoProcess([path] + arguments, program: .python)
    }

    /// A broker at a port of `localhost` that was free a moment ago.
    private func broker(_ arguments: String...) async throws -> BrokerProcess {
        while true {
            do {
                let broker = try await BrokerProcess.start(
                    ["--port", "\(try await freePort())"] + arguments, in: try temporaryDirectory())
                #expect(broker.address.hasPrefix("localhost:"))
                return broker
            } catch let gone as BrokerProcess.Gone where gone.errors.contains("in use") {
                // Another test had the port meanwhile.
                continue
            }
        }
    }

    private func answers(of client: DicoProcess) async throws -> [String: String?] {
        let ended = try await client.ended()
        #expect(ended.code == 0, "\(ended.errors)")
        let answers = try ended.outputLines.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
        return Dictionary(answers.map { ($0.word, $0.definition) }) { first, _ in first }
    }

    /// German was `GE` there.
    @Test(arguments: [("fr", "nuage"), ("GE", "Regen"), ("fr_FR", "nuage")])
    func `a client gets its definitions and stops when its empty word comes back`(
        language: String, word: String
    ) async throws {
        let broker = try await broker()
        let worker = try broker.worker()
        let client = try python("original_client.py", broker.address, language, "ana", word, "broutignole")
        let definitions = try await answers(of: client)
        #expect(definitions.keys.sorted() == ["", "broutignole", word].sorted())
        #expect(definitions[word]??.contains("\n1. ") == true)
        #expect(definitions["broutignole"] == .some(nil))
        #expect(definitions[""] == .some(nil))
        worker.signal(SIGTERM)
        #expect(try await worker.ended().code == 0)
    }

    @Test func `a worker answers its client, and dico's`() async throws {
        // In one partition, as the exercise has it: only there is the farewell the last that its worker sees.
        let broker = try await broker("--partitions", "1", "--topic", "topic-dictionary-fr-ana")
        let worker = try python("original_worker.py", broker.address, "fr", "nuage=De l'eau.")
        let client = try python("original_client.py", broker.address, "fr", "ana", "nuage", "livre")
        #expect(try await answers(of: client) == ["nuage": "De l'eau.", "livre": nil, "": nil])
        #expect(try await worker.ended().code == 0)
        let second = try python("original_worker.py", broker.address, "de", "Regen=Wasser.")
        let own = try await DicoProcess.run(
            ["client", "--bootstrap-servers", broker.address, "--nickname", "bea", "--dictionary", "GE"]
                + BrokerProcess.quick, input: "Regen\n")
        #expect(own.code == 0, "\(own.errors)")
        #expect(own.output.contains("Regen: Wasser."))
        #expect(try await second.ended().code == 0)
    }

    @Test func `what is sent to a topic that nobody made is read again from all its partitions`() async throws {
        let broker = try await broker()
        let ended = try await python("get_started.py", broker.address, "my-topic", "20").ended()
        #expect(ended.code == 0, "\(ended.errors)")
        let all = (0..<20).map { "message \($0)" }.sorted().joined(separator: ", ")
        #expect(ended.outputLines == [all, all])
    }

    @Test func `a port that somebody has is told`() async throws {
        let broker = try await broker()
        let port = try #require(broker.address.split(separator: ":").last.map(String.init))
        let second = try await DicoProcess.run("broker", "--port", port)
        #expect(second.code == 69)
        #expect(second.errorLines.count == 1)
        #expect(second.errors.contains("port \(port)"))
    }
}
