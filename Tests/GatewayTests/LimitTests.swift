import Foundation
import Lexicon
import Prometheus
import ServiceLifecycle
import TestSupport
import Testing

@testable import Gateway

@Suite struct Limits {
    private let found = ScriptedLookups { LookupReply.found($0) }

    @Test func `a full gateway says so at once, and has room again`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            if request.word == "slow" { await gate.pass() }
            return .found(request)
        }
        try await TestGateway.serving(lookups, .init(maxInFlight: 1)) { gateway in
            async let slow = gateway.get("/v1/en/slow")
            try await eventually { !lookups.asked.isEmpty }
            let refused = try await gateway.get("/v1/en/cloud")
            #expect(refused.status == 503)
            #expect(refused.headers["retry-after"] == "1")
            #expect(try await gateway.get("/v1/languages").status == 200)
            gate.open()
            #expect(try await slow.status == 200)
            #expect(try await gateway.get("/v1/en/cloud").status == 200)
        }
    }

    @Test func `a list is in flight until it has streamed`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            if request.word == "slow" { await gate.pass() }
            return .found(request)
        }
        try await TestGateway.serving(lookups, .init(maxInFlight: 1)) { gateway in
            async let list = gateway.post(#"[{"language": "en", "word": "slow"}]"#)
            try await eventually { !lookups.asked.isEmpty }
            #expect(try await gateway.get("/v1/en/cloud").status == 503)
            gate.open()
            #expect(try await list.status == 200)
            try await eventually { try await gateway.get("/v1/en/cloud").status == 200 }
        }
    }

    @Test func `a client that asks too often waits`() async throws {
        try await TestGateway.serving(found, .init(rate: 0.01)) { gateway in
            #expect(try await gateway.get("/v1/en/cloud").status == 200)
            let refused = try await gateway.get("/v1/en/cloud")
            #expect(refused.status == 429)
            #expect(refused.headers["retry-after"].flatMap { Int($0) }.map { (90...100).contains($0) } == true)
            #expect(try await gateway.get("/health/live").status == 200)
        }
    }

    @Test func `a bucket fills with time, holds a second's worth, and is each client's own`() {
        var limit = RateLimit<[UInt8]>(rate: 2)
        let start = ContinuousClock.now
        #expect(limit.wait(of: [1], now: start) == nil)
        #expect(limit.wait(of: [1], now: start) == nil)
        #expect(limit.wait(of: [1], now: start) == .milliseconds(500))
        #expect(limit.wait(of: [2], now: start) == nil)
        #expect(limit.wait(of: [1], now: start + .milliseconds(500)) == nil)
        #expect(limit.wait(of: [1], now: start + .milliseconds(500)) != nil)
        for _ in 0..<2 { #expect(limit.wait(of: [1], now: start + .seconds(100)) == nil) }
        #expect(limit.wait(of: [1], now: start + .seconds(100)) != nil)
    }

    @Test func `the table of clients is bounded, and remembers the busy ones`() {
        var limit = RateLimit<[UInt8]>(rate: 1, clients: 100)
        let now = ContinuousClock.now
        #expect(limit.wait(of: [0], now: now) == nil)
        for client in 1...1_000 {
            #expect(limit.wait(of: Array("\(client)".utf8), now: now) == nil)
            #expect(limit.wait(of: [0], now: now) != nil)
        }
        #expect(limit.size <= 101)
    }

    @Test(arguments: [
        (nil, 401), ("Bearer wrong", 401), ("Basic c2VjcmV0", 401), ("Bearer", 401), ("Bearer secre", 401),
        ("Bearer secretsecret", 401), ("Bearer secret", 200), ("bearer other", 200),
    ])
    func `a token opens the door`(credentials: String?, status: Int) async throws {
        let answer = try await TestGateway.serving(found, .init(tokens: ["secret", "other"])) { gateway in
            try await gateway.get("/v1/en/cloud", headers: credentials.map { ["Authorization": $0] } ?? [:])
        }
        #expect(answer.status == status)
        #expect((answer.headers["www-authenticate"] != nil) == (status == 401))
        #expect(found.asked.isEmpty == (status == 401))
    }

    @Test func `other origins read nothing unless they are allowed`() async throws {
        let origin = ["Origin": "https://words.example"]
        let closed = try await TestGateway.serving(found) { try await $0.get("/v1/en/cloud", headers: origin) }
        #expect(closed.headers["access-control-allow-origin"] == nil)
        let configuration = GatewayConfiguration(tokens: ["t"], allowedOrigins: ["https://words.example"])
        try await TestGateway.serving(found, configuration) { gateway in
            let preflight = try await RawHTTP.request(
                gateway.port, "OPTIONS", "/v1/lookups",
                headers: origin.merging(["Access-Control-Request-Method": "POST"]) { $1 })
            #expect(preflight.status == 204)
            #expect(preflight.headers["access-control-allow-origin"] == "https://words.example")
            #expect(preflight.headers["access-control-allow-methods"]?.contains("POST") == true)
            #expect(preflight.headers["access-control-allow-headers"]?.lowercased().contains("authorization") == true)
            // What goes wrong is to be read too.
            let refused = try await gateway.get("/v1/en/cloud", headers: origin)
            #expect(refused.status == 401)
            #expect(refused.headers["access-control-allow-origin"] == "https://words.example")
            #expect(refused.headers["vary"] == "Origin")
            let stranger = try await gateway.get("/v1/en/cloud", headers: ["Origin": "https://evil.example"])
            #expect(stranger.headers["access-control-allow-origin"] == nil)
        }
        try await TestGateway.serving(found, .init(allowedOrigins: ["*"])) { gateway in
            let answer = try await gateway.get("/v1/en/cloud", headers: origin)
            #expect(answer.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test func `a gateway that stops finishes what is in flight`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        try await TestGateway.serving(lookups) { gateway in
            async let slow = gateway.get("/v1/en/cloud")
            try await eventually { !lookups.asked.isEmpty }
            await gateway.group.triggerGracefulShutdown()
            try await eventually { (try? await gateway.get("/health/live")) == nil }
            gate.open()
            #expect(try await slow.status == 200)
        }
    }

    @Test func `what is still in flight after the drain timeout is cut off`() async throws {
        let lookups = ScriptedLookups(ScriptedLookups.silence)
        try await TestGateway.serving(lookups, .init(drainTimeout: .milliseconds(100))) { gateway in
            async let slow = gateway.post(#"[{"language": "en", "word": "cloud"}]"#)
            try await eventually { !lookups.asked.isEmpty }
            await gateway.group.triggerGracefulShutdown()
            _ = try? await slow
        }
        try await eventually { lookups.done == 1 }
    }

    @Test func `a port that is taken is named`() async throws {
        try await TestGateway.serving(found) { gateway in
            let second = GatewayService(
                configuration: GatewayConfiguration(port: gateway.port), lookups: found, languages: [],
                metrics: PrometheusRegistry(), operations: { _ in }, logger: TestGateway.quiet)
            let group = ServiceGroup(services: [second], logger: TestGateway.quiet)
            let fault = await #expect(throws: GatewayFault.self) { try await group.run() }
            #expect(fault?.description.contains("127.0.0.1:\(gateway.port) is taken") == true)
        }
    }
}
