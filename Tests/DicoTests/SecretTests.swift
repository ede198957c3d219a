import Foundation
import TestSupport
import Testing

@testable import dico

/// What nobody is to read is in nothing that the program writes, however much it is asked to tell.
@Suite struct Secrecy {
    private static let mark = "m4rk3d"

    /// Settings with a secret in each place that takes one.
    private func environment() -> [String: String] {
        [
            "DICO_PROPERTIES":
                "sasl.password=\(Self.mark)1,\(Self.mark)2,ssl.keystore.password=\(Self.mark)3,"
                + "sasl.oauthbearer.config=\(Self.mark)4",
            "DICO_PROXY": "http://user:\(Self.mark)5@127.0.0.1:9",
            "HTTPS_PROXY": "http://user:\(Self.mark)6@127.0.0.1:9",
        ]
    }

    private let arguments = ["-X", "ssl.key.password=\(mark)7", "--log-level", "trace", "--contact", "a@example.org"]

    private func check(_ process: DicoProcess) async throws {
        process.signal(SIGTERM)
        let ended = try await process.ended()
        #expect(ended.code == 0, "\(ended.errors)")
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

    @Test(arguments: [
        "sasl.password=\(mark)1,\(mark)2,\(mark)=3", "\(mark)1", "sasl.pasword=\(mark)1", "=\(mark)1",
    ])
    func `a mistake is told without it`(properties: String) async throws {
        let ended = try await DicoProcess.run(
            [
                "worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures", "--log-level", "trace", "-X",
                "nope=1",
            ],
            environment: ["DICO_PROPERTIES": properties])
        #expect(ended.code != 0)
        #expect(!(ended.output + ended.errors).contains(Self.mark), "\(ended.errors)")
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
