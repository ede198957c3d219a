import Foundation
import TestSupport
import Testing

@testable import dico

/// What nobody is to read is in nothing that the program writes, however much it is asked to tell.
@Suite struct Secrecy {
    private static let mark = "m4rk3d"

    /// Settings with a secret in each place that takes one.
    ///
    /// - Parameter properties: Those of librdkafka that are secret, with what has it use them.
    private func environment(_ properties: String = "") -> [String: String] {
        [
            "DICO_PROPERTIES": [properties, "debug=all"].filter { !$0.isEmpty }.joined(separator: ","),
            "DICO_PROXY": "http://user:\(Self.mark)5@127.0.0.1:9",
            "HTTPS_PROXY": "http://user:\(Self.mark)6@127.0.0.1:9",
        ]
    }

    private let arguments = ["--log-level", "trace", "--contact", "a@example.org"]

    private func check(_ process: DicoProcess) async throws {
        process.signal(SIGTERM)
        check(try await process.ended(), code: 0)
    }

    private func check(_ ended: DicoProcess.Ended, code: Int32) {
        #expect(ended.code == code, "\(ended.errors)")
        // At this level the services are told, and librdkafka tells of itself.
        #expect(ended.errors.contains("trace") || ended.errors.contains("debug"))
        for line in (ended.output + ended.errors).split(separator: "\n") {
            #expect(!line.contains(Self.mark), "\(line)")
        }
    }

    @Test(arguments: ["text", "json"])
    func `a worker tells no secret`(format: String) async throws {
        let traffic = try await RequestTraffic()
        let worker = try DicoProcess(
            ["worker", "--bootstrap-servers", traffic.broker.bootstrapServers, "--log-format", format] + arguments,
            environment: environment())
        try await traffic.ask("cloud", in: "en")
        #expect(try await traffic.records(1).count == 1)
        try await check(worker)
    }

    @Test func `a gateway tells no secret`() async throws {
        let file = try temporaryDirectory().appending(path: "tokens")
        try Data("\(Self.mark)8".utf8).write(to: file)
        let gateway = try await GatewayProcess.start(
            ["--embedded", "--token-file", file.path, "--timeout", "5"] + arguments, environment: environment())
        let right = try await gateway.get("/v1/en/cloud", headers: ["Authorization": "Bearer \(Self.mark)8"])
        #expect(right.status != 401)
        let wrong = try await gateway.get("/v1/en/cloud", headers: ["Authorization": "Bearer \(Self.mark)9"])
        #expect(wrong.status == 401)
        #expect(!right.body.contains(Self.mark) && !wrong.body.contains(Self.mark))
        try await check(gateway.process)
    }

    @Test(
        arguments: [
            "SASL_PLAINTEXT,sasl.mechanism=PLAIN,sasl.username=u,sasl.password=\(mark)1,\(mark)2",
            "SASL_SSL,sasl.mechanism=PLAIN,sasl.username=u,sasl.password=\(mark)1,ssl.key.password=\(mark)2,"
                + "ssl.keystore.password=\(mark)3",
            "SASL_PLAINTEXT,sasl.mechanism=OAUTHBEARER,enable.sasl.oauthbearer.unsecure.jwt=true,"
                + "sasl.oauthbearer.config=\(mark)4",
            "SASL_PLAINTEXT,sasl.mechanism=GSSAPI,sasl.kerberos.kinit.cmd=false \(mark)5",
        ], ["worker", "gateway"])
    func `a service that wants to be let in by its broker tells no secret`(
        properties: String, service: String
    ) async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let process = try DicoProcess(
            [service, "-b", broker.address] + (service == "gateway" ? ["--port", "0"] : []) + ["--log-level", "trace"],
            environment: environment("security.protocol=\(properties)"))
        // It is not let in, and what it says of that might tell.
        check(try await process.ended(), code: 69)
    }

    private func checkMistake(_ ended: DicoProcess.Ended, saying hints: String...) {
        #expect(ended.code != 0)
        let text = ended.output + ended.errors
        for secret in [Self.mark, "marked"] { #expect(!text.contains(secret), "\(ended.errors)") }
        for hint in hints { #expect(text.contains(hint), "\(ended.errors)") }
    }

    @Test(arguments: [
        "sasl.password=\(mark)1,\(mark)2,\(mark)=3", "\(mark)1", "sasl.pasword=\(mark)1", "=\(mark)1",
        "security.protocol=SASL_SSL,SASL.password=\(mark)1", "sasl.mechanism=PLAIN,sasl-password=\(mark)1",
        "sasl.password=a,marked.two=b", "acks=1,sasl.pasword=\(mark)1", "debug=broker,password=\(mark)1",
    ])
    func `a mistake is told without it`(properties: String) async throws {
        let ended = try await DicoProcess.run(
            [
                "worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures", "--log-level", "trace", "-X",
                "nope=1",
            ],
            environment: ["DICO_PROPERTIES": properties])
        checkMistake(ended)
    }

    @Test(arguments: [
        ("properties: sasl.password=\(mark)1: x", "line 1, column"),
        ("language: fr\nproperties: sasl.password=\(mark)1\nlanguage: en", "twice (line 1, column 1)"),
        ("language: fr\nproperties: \"sasl.password=\(mark)1\u{7}\"", "line 2, column"),
        ("properties: \"sasl.password=\(mark)1", "end of stream (line"), ("properties: *\(mark)1", "undefined alias"),
        ("properties:\n  - sasl.password: \(mark)1", "properties (line 1, column 1) is neither"),
        ("properties:\n  sasl.password: \(mark)1", "properties (line 1, column 1) is neither"),
        ("sasl.password=\(mark)1: x", "cannot be set: sasl.password…"), ("sasl.password=\(mark)1", "sets nothing"),
        ("- sasl.password=\(mark)1", "sets nothing"), ("properties: [a, \(mark)1]", "no key=value"),
        ("token-file: \(mark)1", "a file of tokens"),
        ("? \(mark)1", "what stands in line 1, column 3"), ("\(mark)1: x", "what stands in line 1, column 1"),
        ("? [\(mark)1]", "what stands in line 1, column 3"),
    ])
    func `a mistake in a file is told by its place`(text: String, hint: String) async throws {
        let file = try temporaryDirectory().appending(path: "settings.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let ended = try await DicoProcess.run(
            "gateway", "--bootstrap-servers", "127.0.0.1:1", "--port", "0", environment: ["DICO_CONFIG": file.path])
        checkMistake(ended, saying: hint)
        #expect(ended.errorLines.count == 1)
    }

    private static let mistakes: [([String], String)] = [
        (["worker", "sasl.password=\(mark)"], "-X sasl.password=…"),
        (["worker", "--X", "sasl.password=\(mark)"], "did you mean -X?"),
        (["worker", "-x", "sasl.password=\(mark)"], "-X sasl.password=…"),
        (["worker", "-xsasl.password=\(mark)"], "-X sasl.password=…"),
        (["worker", "--sasl.password=\(mark)"], "-X sasl.password=…"),
        (["worker", "-X", "sasl.password", mark], "expected key=value"),
        (["worker", "-X", "sasl.password=", mark], "'…'"),
        (["worker", "--concurrency", "sasl.password=\(mark)"], "sasl.password=…"),
        (
            ["lookup", "-l", "fr", "-r", "fixtures", "-x", "sasl.password=\(mark)"],
            "a word that looks so stands behind --"
        ),
        (["sasl.password=\(mark)", "worker"], "dico takes no properties"),
        (["providers", "list", "sasl.password=\(mark)"], "dico providers list takes no properties"),
        (["help", "sasl.password=\(mark)"], "sasl.password=…"),
        (["worker", "-b", "user:\(mark)@localhost:9092"], "…@localhost:9092"),
        (["gateway", "--embedded", "--token-file", mark], "a file of tokens"),
        (["worker", "-X", mark], "-X has a value that is none: expected key=value"),
        (["worker", "-X", "\(mark)=="], "no property of librdkafka"), (["worker", "-X\(mark)"], "expected key=value"),
        (["worker", "-X", "sasl.password\(mark)"], "-X sasl.password…"),
        (["worker", "-p\(mark)"], "has no option -p…"),
        (["worker", "--\(mark)"], "has no option --…"), (["worker", mark], "nexpected argument"),
        (["worker", "-X", "sasl.password=a", "marked"], "'…'"), ([mark], "dico has no such command"),
        (["providers", mark], "dico providers has no such command"), (["help", mark], "dico has no such command"),
        (["gateway", "--embedded", "--token-file", "ab/\(mark)=="], "a file of tokens"),
    ]

    @Test(arguments: mistakes)
    func `a mistake on the command line is told without it`(arguments: [String], hint: String) async throws {
        let ended = try await DicoProcess.run(arguments)
        checkMistake(ended, saying: hint)
        #expect(ended.errorLines.count == 1)
    }

    @Test func `a file of settings that is none may be a secret`() async throws {
        let ended = try await DicoProcess.run("providers", "list", environment: ["DICO_CONFIG": Self.mark])
        checkMistake(ended, saying: "DICO_CONFIG names a file, which cannot be read")
    }

    @Test func `a property that is no UTF-8 is told by its name`() async throws {
        let bash = DicoProcess.Program.at(URL(fileURLWithPath: "/bin/bash"))
        let dico = DicoProcess.Program.dico.url.path
        let ended = try await DicoProcess.run(
            "-c", #"\#(dico) worker -X $'sasl.password=\#(Self.mark)\xff'"#, program: bash)
        checkMistake(ended, saying: "sasl.password=…")
    }

    @Test func `a word behind -- may look like a property`() async throws {
        let ended = try await DicoProcess.run("lookup", "-l", "fr", "-r", "fixtures", "--", "a.b=c")
        #expect(ended.errors.contains("a.b=c"), "\(ended.errors)")
    }

    @Test(arguments: [
        ("a.b=1,c.d=2", ["a.b=1", "c.d=2"]), ("a.b=1, acks=all ,c.d=2", ["a.b=1", "acks=all ", "c.d=2"]),
        ("sasl.password=a,b", ["sasl.password=a,b"]), ("sasl.password=a,b=c,x.y=1", ["sasl.password=a,b=c", "x.y=1"]),
        (#"sasl.password=a\,b.c=d,x.y=1"#, ["sasl.password=a,b.c=d", "x.y=1"]),
        (#"sasl.password=a\\,x.y=1"#, [#"sasl.password=a\"#, "x.y=1"]), (#"a.b=c\d"#, [#"a.b=c\d"#]), ("", []),
        ("a.b=,c.d=", ["a.b=", "c.d="]), ("a.b=1,", ["a.b=1,"]), ("nonsense", ["nonsense"]),
        ("sasl.password=,,", ["sasl.password=,,"]),
    ])
    func `a comma belongs to a value unless a property follows`(text: String, parts: [String]) {
        #expect(PropertyText.parts(text) == parts)
    }
}
