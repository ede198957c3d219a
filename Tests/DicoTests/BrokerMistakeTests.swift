import Foundation
import TestSupport
import Testing

/// What a person gets wrong about a broker and its topics ends in one clear line and a code of its own too.
@Suite struct BrokerMistakes {
    @Test func `a gateway with a broker of its own refuses properties before it listens`() async throws {
        let ended = try await DicoProcess.run(
            "gateway", "--embedded", "--replay", "fixtures", "--port", "0", "-X", "a=b")
        expectOneLine(ended, code: 64, naming: "\"a\"")
    }

    @Test(arguments: ["", " ", ","])
    func `a broker that is named by nothing is asked for`(servers: String) async throws {
        for command in [["worker"], ["client"], ["doctor"], ["lookup", "-l", "fr", "nuage"], ["answers", "stats"]] {
            expectOneLine(
                try await DicoProcess.run(command + ["-b", servers]), code: 64,
                naming: "--bootstrap-servers is empty: expected HOST:PORT")
            expectOneLine(
                try await DicoProcess.run(command, environment: ["DICO_BOOTSTRAP_SERVERS": servers]), code: 64,
                naming: "DICO_BOOTSTRAP_SERVERS", "is empty: expected HOST:PORT")
        }
        let inProcess = try await DicoProcess.run(
            "lookup", "-l", "fr", "--in-process", "--replay", "fixtures", "nuage",
            environment: ["DICO_BOOTSTRAP_SERVERS": servers])
        #expect(inProcess.code == 0, "\(inProcess.errors)")
    }

    @Test(arguments: [
        "localhost:99999", "localhost:0", "SSL://localhost:9092", "http://localhost:9092", "localhost:9092/",
        "local host:9092", ":9092", "::1",
        "[::1:9092", "[]:9092", "localhost:9092,localhost:x",
    ])
    func `a broker's address that is none is named`(servers: String) async throws {
        for command in [["worker"], ["gateway"]] {
            expectOneLine(
                try await DicoProcess.run(command + ["-b", servers]), code: 64,
                naming: "--bootstrap-servers has \"\(servers.split(separator: ",").last ?? "")\": expected HOST:PORT")
        }
    }

    @Test func `a broker out of reach is named`() async throws {
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--bootstrap-servers", "127.0.0.1:1", "--timeout", "2", "nuage")
        expectOneLine(ended, code: 69, naming: "127.0.0.1:1")
    }

    @Test func `no broker at all is asked for`() async throws {
        expectOneLine(try await DicoProcess.run("worker"), code: 64, naming: "--bootstrap-servers")
        expectOneLine(try await DicoProcess.run("client"), code: 64, naming: "--bootstrap-servers")
    }

    @Test(arguments: [["-X", "no.such.property=1"], ["-X", "session.timeout.ms=soon"]])
    func `a wrong librdkafka property is refused by its name`(option: [String]) async throws {
        let dico = try DicoProcess(
            ["worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures", "--log-level", "error"] + option)
        let name = try #require(option[1].split(separator: "=").first)
        expectOneLine(try await dico.ended(), code: 64, naming: String(name))
    }

    @Test func `a misspelt property is named with the one that was meant`() async throws {
        let typed = try await DicoProcess.run("worker", "-b", "127.0.0.1:1", "-X", "sesion.timeout.ms=1")
        expectOneLine(typed, code: 64, naming: "-X has \"sesion.timeout.ms\"", "did you mean session.timeout.ms?")
        let set = try await DicoProcess.run(
            "worker", "-b", "127.0.0.1:1", environment: ["DICO_PROPERTIES": "sasl.pasword=p"])
        expectOneLine(set, code: 64, naming: "DICO_PROPERTIES has \"sasl.pasword\"", "did you mean sasl.password?")
    }

    @Test func `properties of the command line go before those of the environment, and these before the file's`()
        async throws
    {
        let file = try temporaryDirectory().appending(path: "worker.yaml")
        let arguments = ["dead-letters", "list", "-b", "127.0.0.1:1"]
        func told(_ text: String, _ properties: String, _ more: String...) async throws -> String {
            try Data(text.utf8).write(to: file)
            return try await DicoProcess.run(
                arguments + more.flatMap { ["-X", $0] },
                environment: ["DICO_CONFIG": file.path, "DICO_PROPERTIES": properties]
            ).errors
        }
        // The one that is looked at first is told.
        let sasl = "properties: [security.protocol=SASL_PLAINTEXT, sasl.mechanism=plain]"
        #expect(try await told(sasl, "sasl.username=u,sasl.password=p").contains("sasl.mechanism is plain"))
        let mended = "sasl.mechanism=PLAIN,sasl.username=u,sasl.password=p"
        #expect(try await told(sasl, mended).contains("cannot be reached"))
        #expect(try await told(sasl, mended, "security.protocol=SSL").contains("security.protocol is SSL"))
        #expect(try await told("properties: security.protocol=SLL", "", "security.protocol=ssl").contains("reached"))
        #expect(try await told("properties: [no.such=1]", "").contains("properties in \(file.path) has \"no.such\""))
    }

    @Test func `a property without a value is refused`() async throws {
        let ended = try await DicoProcess.run("worker", "--bootstrap-servers", "127.0.0.1:1", "-X", "acks")
        #expect(ended.code == 64)
        #expect(ended.errors.contains("key=value"))
    }

    @Test(arguments: [
        ["-X", "enable.auto.commit=false"], ["-X", "group.id=other"], ["--requests-topic", "topic-dictionary-fr"],
        ["--dead-letters-topic", "dictionary-requests"], ["--publish-to", "topic-dictionary-fr"],
        ["--publish-to", "a b"], ["--group", ""],
    ])
    func `what would break a worker's promises is refused by name`(option: [String]) async throws {
        let ended = try await DicoProcess.run(["worker", "--bootstrap-servers", "127.0.0.1:1"] + option)
        #expect(ended.code == 64)
        #expect(ended.errors.contains(option[0] == "-X" ? option[1].prefix { $0 != "=" } : option[0][...]))
    }

    @Test(arguments: ["a b", "topic-dictionary-fr", "__consumer_offsets"])
    func `a reply topic that no worker may write to is refused`(topic: String) async throws {
        let ended = try await DicoProcess.run(
            "lookup", "--language", "fr", "--bootstrap-servers", "127.0.0.1:1", "--reply-topic", topic, "nuage")
        #expect(ended.code == 64)
        #expect(ended.errors.contains("--reply-topic"))
    }
}
