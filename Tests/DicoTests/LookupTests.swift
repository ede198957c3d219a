import Foundation
import Lexicon
import TestSupport
import Testing

@Suite struct LookingUp {
    @Test func `a word is printed as a person reads it`() async throws {
        let ended = try await DicoProcess.run("lookup", "--language", "french", "--replay", "fixtures", "nuage")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.hasPrefix("nuage  /nɥaʒ/  Nom commun\n  1. "))
        #expect(ended.output.contains("Wiktionnaire"))
        #expect(ended.errors.isEmpty)
    }

    @Test func `words are printed in the order they were asked in, each as a full reply`() async throws {
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--replay", "fixtures", "--json", "livre", "broutignole", "nuage")
        #expect(ended.code == 1)
        let replies = try ended.outputLines.map { try LookupReply(decoding: Array($0.utf8)) }
        #expect(replies.map(\.word) == ["livre", "broutignole", "nuage"])
        #expect(replies.map(\.outcome) == [.found, .notFound, .found])
        #expect(replies[0].source?.license == "CC BY-SA 4.0")
    }

    @Test func `a word that the first source lacks is found in the second`() async throws {
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--replay", "fixtures", "--json", "pèse-bagage")
        let reply = try LookupReply(decoding: Array(try #require(ended.outputLines.first).utf8))
        #expect(reply.outcome == .found)
        #expect(reply.source?.id == "lerobert")
    }

    @Test(arguments: [
        ("NUBE", "es"), ("nu\u{ad}age\u{200b}", "fr-FR"), ("e\u{301}te\u{301}", "FR"), ("REGEN", "GE"),
        ("捷運", "zh_TW"),
    ])
    func `a word is found as people have it, and told as they asked`(word: String, language: String) async throws {
        let ended = try await DicoProcess.run(
            "lookup", "--language", language, "--replay", "fixtures", "--json", word)
        let reply = try LookupReply(decoding: Array(try #require(ended.outputLines.first).utf8))
        #expect(reply.outcome == .found, "\(reply)")
        #expect(reply.word.unicodeScalars.elementsEqual(word.unicodeScalars))
    }

    @Test(arguments: [["-hood"], ["cloud", "-hood"], ["--", "-h"], ["-z", "--json"]])
    func `a word may begin with a hyphen`(words: [String]) async throws {
        let ended = try await DicoProcess.run(["lookup", "--language", "en", "--replay", "fixtures"] + words)
        #expect(ended.code == 2, "\(ended.errors)")
        #expect((ended.output + ended.errors).contains("No page of"))
    }

    @Test(arguments: [["-json", "cloud"], ["-hX", "cloud"]])
    func `an option that lacks a hyphen is no word`(words: [String]) async throws {
        let ended = try await DicoProcess.run(["lookup", "--language", "en", "--replay", "fixtures"] + words)
        #expect(ended.code != 2, "\(ended.errors)")
    }

    @Test func `a word over the limit is rejected and not fetched`() async throws {
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--replay", "fixtures", String(repeating: "a", count: 201))
        #expect(ended.code == 2)
        #expect(ended.errors.contains("at most 200"))
    }

    @Test func `over Kafka the answers are the same`() async throws {
        let folder = try temporaryDirectory()
        let broker = try await BrokerProcess.start(in: folder)
        let worker = try broker.worker()
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--bootstrap-servers", broker.address, "--json", "nuage", "broutignole",
            "-X", "fetch.wait.max.ms=10")
        #expect(ended.code == 1, "\(ended.errors)")
        let replies = try ended.outputLines.map { try LookupReply(decoding: Array($0.utf8)) }
        #expect(replies.map(\.outcome) == [.found, .notFound])
        #expect(replies.first?.entries.first?.headword == "nuage")
        #expect(worker.isRunning)
    }

    @Test func `where no worker answers, the wait ends with a sentence`() async throws {
        let folder = try temporaryDirectory()
        let broker = try await BrokerProcess.start(in: folder)
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--bootstrap-servers", broker.address, "--timeout", "1", "nuage")
        #expect(ended.code == 2)
        #expect(ended.errors.contains("no answer"))
    }

    @Test func `a saved page becomes the full reply`() async throws {
        let ended = try await DicoProcess.run(
            "extract", "--language", "fr", "--source", "wiktionary", "--word", "nuage",
            "fixtures/fr/wiktionary/nuage/page.html")
        #expect(ended.code == 0)
        let reply = try LookupReply(decoding: Array(ended.output.utf8))
        #expect(reply.outcome == .found)
        #expect(reply.entries.first?.senses.isEmpty == false)
    }

    @Test func `the settings file and the environment stand below the command line`() async throws {
        let file = try temporaryDirectory().appending(path: "dico.yaml")
        try "replay: fixtures\nproviders: /nowhere\n".write(to: file, atomically: true, encoding: .utf8)
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "nuage",
            environment: ["DICO_CONFIG": file.path, "DICO_PROVIDERS": "providers"])
        #expect(ended.code == 0, "\(ended.errors)")
    }
}
