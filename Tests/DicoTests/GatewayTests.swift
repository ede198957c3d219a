import Foundation
import Lexicon
import TestSupport
import Testing

/// A running `dico gateway`, with its port.
struct GatewayProcess {
    let process: DicoProcess
    let port: Int

    static func start(_ arguments: String..., environment: [String: String] = [:]) async throws -> GatewayProcess {
        try await start(arguments, environment: environment)
    }

    static func start(_ arguments: [String], environment: [String: String] = [:]) async throws -> GatewayProcess {
        let process = try DicoProcess(
            ["gateway", "--port", "0"] + arguments, environment: environment)
        let port = try await eventually { () async throws -> Int? in
            guard process.isRunning else { throw Ended(errors: process.errorsSoFar) }
            let line = process.outputSoFar.split(separator: "\n").first { $0.hasPrefix("Listening on http://") }
            return line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
        }
        return GatewayProcess(process: process, port: port)
    }

    struct Ended: Error { var errors: String }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> RawHTTP.Answer {
        try await RawHTTP.request(port, "GET", path, headers: headers)
    }
}

@Suite struct GatewayCommands {
    @Test func `a gateway with all that it needs answers from recorded pages`() async throws {
        let gateway = try await GatewayProcess.start("--embedded", "--replay", "fixtures", "--timeout", "60")
        let found = try await gateway.get("/v1/fr/nuage")
        #expect(found.status == 200)
        let reply = try LookupReply(decoding: Array(found.body.utf8))
        #expect(reply.outcome == .found)
        #expect(reply.source?.license == "CC BY-SA 4.0")
        let missing = try await gateway.get("/v1/fr/broutignole")
        #expect(missing.status == 404)
        #expect(try missing.json()["outcome"] as? String == "not_found")
        let unrecorded = try await gateway.get("/v1/fr/zzz")
        #expect(unrecorded.status == 503)
        #expect(unrecorded.body.contains("dico fixtures record fr zzz"))
        let list = try await RawHTTP.request(
            gateway.port, "POST", "/v1/lookups",
            body: "{\"language\": \"en\", \"word\": \"cloud\"}\n{\"language\": \"fr\", \"word\": \"nuage\"}")
        #expect(list.body.split(separator: "\n").count == 2)
        let free = try await gateway.get("/api/v2/entries/en/cloud")
        #expect(free.body.hasPrefix("[{"))
        #expect(try await gateway.get("/health/ready").status == 200)
        let metrics = try await MetricsPage(reading: gateway.get("/metrics").body)
        #expect(metrics.value("dico_http_requests_total", ["route": "/v1/{language}/{word}", "status": "200"]) == 1)
        #expect(metrics.value("dico_requests_total", ["language": "fr", "outcome": "not_found"]) == 1)
        #expect(metrics.value("dico_ready") == 1)
        #expect(metrics.samples.allSatisfy { !$0.help.isEmpty })
        gateway.process.signal(SIGTERM)
        let ended = try await gateway.process.ended()
        #expect(ended.code == 0, "\(ended.errors)")
    }

    @Test func `gateways side by side each get the answers to their own requests`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        let environment = ["DICO_BOOTSTRAP_SERVERS": broker.address, "DICO_TIMEOUT": "60"]
        async let one = GatewayProcess.start(environment: environment)
        async let other = GatewayProcess.start(environment: environment)
        let gateways = try await [one, other]
        for gateway in gateways { try await eventually { try await gateway.get("/health/ready").status == 200 } }
        async let cloud = gateways[0].get("/v1/en/cloud")
        async let nuage = gateways[1].get("/v1/fr/nuage")
        #expect(try await cloud.json()["word"] as? String == "cloud")
        #expect(try await nuage.json()["word"] as? String == "nuage")
        #expect(worker.isRunning)
    }

    @Test func `a gateway without its broker says so, and can be stopped`() async throws {
        let gateway = try await GatewayProcess.start("--bootstrap-servers", "127.0.0.1:1")
        let ready = try await gateway.get("/health/ready")
        #expect(ready.status == 503)
        let answer = try await gateway.get("/v1/en/cloud")
        #expect(answer.status == 503)
        #expect(answer.headers["retry-after"] != nil)
        #expect(answer.body.contains("127.0.0.1:1"))
        gateway.process.signal(SIGTERM)
        let ended = try await gateway.process.ended()
        #expect(ended.code == 0, "\(ended.errors)")
    }

    @Test func `tokens come from a file`() async throws {
        let file = try temporaryDirectory().appending(path: "tokens")
        try Data("\n \n".utf8).write(to: file)
        let refused = try await DicoProcess.run("gateway", "--embedded", "--token-file", file.path)
        #expect(refused.code == 78)
        #expect(refused.errors.contains("has no token"))
        try Data("first\n\n second \n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let gateway = try await GatewayProcess.start(
            "--bootstrap-servers", "127.0.0.1:1", "--token-file", file.path)
        #expect(try await gateway.get("/v1/languages").status == 401)
        #expect(try await gateway.get("/v1/languages", headers: ["Authorization": "Bearer second"]).status == 200)
        #expect(try await gateway.get("/health/live").status == 200)
        #expect(!gateway.process.errorsSoFar.contains("can read the tokens"))
    }

    @Test func `what is left open is warned of`() async throws {
        let file = try temporaryDirectory().appending(path: "tokens")
        try Data("first".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        let readable = try await GatewayProcess.start("--bootstrap-servers", "127.0.0.1:1", "--token-file", file.path)
        #expect(readable.process.errorsSoFar.contains("can read the tokens"))
        let open = try await GatewayProcess.start("--bootstrap-servers", "127.0.0.1:1", "--host", "0.0.0.0")
        #expect(open.process.errorsSoFar.contains("whoever reaches this address may ask"))
    }

    @Test func `health and metrics have an address of their own, which no client can fill`() async throws {
        let gateway = try await GatewayProcess.start(
            "--bootstrap-servers", "127.0.0.1:1", "--admin-address", "0", "--max-connections", "1", "--rate", "0.001",
            "--max-in-flight", "1", "--token-file", try tokens().path)
        let admin = try await AdminEndpoints(of: gateway.process)
        #expect(try await admin.get("/health/live").status == 200)
        #expect(try await admin.get("/health/ready").status == 503)
        try await RawHTTP.connected(gateway.port) { send, _ in
            try await send("GET /v1")
            #expect(try await admin.get("/health/live").status == 200)
            #expect(try await admin.get("/metrics").text.contains("\ndico_ready 0\n"))
        }
        for path in ["/health/live", "/metrics"] { #expect(try await gateway.get(path).status >= 400) }
        let withToken = ["Authorization": "Bearer first"]
        for path in ["/health/live", "/metrics"] {
            #expect(try await gateway.get(path, headers: withToken).status == 404)
        }
    }

    private func tokens() throws -> URL {
        let file = try temporaryDirectory().appending(path: "tokens")
        try Data("first".utf8).write(to: file)
        return file
    }

    @Test func `a port that is taken ends it with one line`() async throws {
        let gateway = try await GatewayProcess.start("--bootstrap-servers", "127.0.0.1:1")
        let ended = try await DicoProcess.run(
            "gateway", "--bootstrap-servers", "127.0.0.1:1", "--port", "\(gateway.port)", "--log-level", "error")
        #expect(ended.code == 69)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("127.0.0.1:\(gateway.port) is taken"))
    }

    @Test(arguments: [
        (["--embedded", "--port", "70000"], "--port is 70000"), (["--embedded", "--timeout", "0"], "--timeout is 0"),
        (["--embedded", "--rate=-1"], "--rate is -1"),
        (["--embedded", "--host", "nowhere.invalid"], "nowhere.invalid"),
        (["--embedded", "--max-in-flight", "0"], "--max-in-flight is 0"), ([], "No broker is named"),
        (["--embedded", "--token-file", "/etc/nowhere"], "--token-file /etc/nowhere"),
        (["--embedded", "--allow-origin", "example.org"], "https://example.org"),
        (["--embedded", "--allow-host", "http://example.org"], "--allow-host is"),
        (["--embedded", "--trusted-proxy", "10.0.0.0/40"], "10.0.0.0/8"),
        (["--embedded", "--max-connections", "0"], "--max-connections is 0"),
        (["--embedded", "--max-per-client=-1"], "--max-per-client is -1"),
        (["--embedded", "--reply-topic", "dictionary-requests"], "--reply-topic is dictionary-requests"),
    ])
    func `a mistake ends it with a line that says what to do`(arguments: [String], message: String) async throws {
        let ended = try await DicoProcess.run(["gateway"] + arguments)
        #expect(ended.code != 0)
        #expect(ended.errors.contains(message), "\(ended.errors)")
    }

    @Test func `the gateway is as its description says`() async throws {
        let gateway = try await GatewayProcess.start("--embedded", "--replay", "fixtures", "--timeout", "60")
        // Once the worker has joined its group, the rest is quick.
        #expect(try await gateway.get("/v1/en/cloud").status == 200)
        let ended = try await DicoProcess.run(
            [
                "-m", "schemathesis.cli", "--config-file", "Tests/DicoTests/schemathesis.toml", "run",
                "http://127.0.0.1:\(gateway.port)/openapi.yaml", "--max-examples", "20", "--no-color",
            ], environment: ["PYTHONDONTWRITEBYTECODE": "1"], program: .python)
        #expect(ended.code == 0, "\(ended.output)\n\(ended.errors)")
        // All but the description itself.
        #expect(ended.output.contains("Tested: 7"), "\(ended.output)")
        #expect(gateway.process.isRunning)
    }
}
