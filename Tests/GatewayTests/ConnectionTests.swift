import Foundation
import Gateway
import Lexicon
import Logging
import TestSupport
import Testing

@testable import Gateway

@Suite struct ConnectionsOfClients {
    private let found = ScriptedLookups { LookupReply.found($0) }

    private typealias Table = ConnectionTable<Int, String>

    @Test func `the one goes whose client was waited for longest, and nobody who is being answered`() {
        var table = Table(limit: 3, clientLimit: 3)
        let start = ContinuousClock.now
        for id in 0..<3 { #expect(table.admit(id, of: "\(id)", now: start + .seconds(id)) == .admitted) }
        table.isAnswered(0)
        #expect(table.admit(3, of: "3", now: start + .seconds(3)) == .insteadOf(1))
        table.waits(2, since: start + .seconds(4))
        #expect(table.admit(4, of: "4", now: start + .seconds(5)) == .insteadOf(3))
        table.isAnswered(2)
        table.isAnswered(4)
        #expect(table.admit(5, of: "5", now: start + .seconds(6)) == .refused(.all))
        table.remove(0)
        #expect(table.admit(6, of: "6", now: start + .seconds(7)) == .admitted)
        #expect(table.count == 3)
    }

    @Test func `a client with as many as it may have loses its own, and proxies have no such number`() {
        var table = Table(limit: 100, clientLimit: 2)
        let start = ContinuousClock.now
        #expect(table.admit(0, of: "other", now: start) == .admitted)
        for id in 1...2 { #expect(table.admit(id, of: "one", now: start + .seconds(id)) == .admitted) }
        #expect(table.admit(3, of: "one", now: start + .seconds(3)) == .insteadOf(1))
        table.isAnswered(2)
        table.isAnswered(3)
        #expect(table.admit(4, of: "one", now: start + .seconds(4)) == .refused(.client))
        for id in 10..<60 { #expect(table.admit(id, of: nil, now: start) == .admitted) }
        table.remove(2)
        #expect(table.admit(5, of: "one", now: start) == .admitted)
    }

    /// Opens connections that say `text` and nothing more, for as long as `body` lasts.
    private func holding<Value: Sendable>(
        _ count: Int, saying text: String = "", at port: Int, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let gate = Gate()
            let (opened, isOpen) = AsyncStream<Void>.makeStream()
            for _ in 0..<count {
                group.addTask {
                    try await RawHTTP.connected(port) { send, _ in
                        if !text.isEmpty { try? await send(text) }
                        isOpen.yield()
                        await gate.pass()
                    }
                }
            }
            var left = count
            for await _ in opened {
                left -= 1
                if left == 0 { break }
            }
            let value = try await body()
            gate.open()
            try? await group.waitForAll()
            return value
        }
    }

    @Test(arguments: [nil, 30])
    func `idle connections close the gateway to nobody`(perClient: Int?) async throws {
        let log = CollectedLog()
        let configuration = GatewayConfiguration(maxConnections: 40, maxPerClient: perClient)
        try await TestGateway.serving(found, configuration, logger: log.logger) { gateway in
            try await holding(120, at: gateway.port) {
                for path in ["/v1/en/cloud", "/health/live"] {
                    let status = try await gateway.get(path).status
                    #expect(status == 200)
                }
            }
        }
        #expect(log.lines.filter { $0.contains("as many connections as may be") }.count == 1)
    }

    @Test func `bodies that do not come take no place, and can be sent away for others`() async throws {
        let start = "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n["
        try await TestGateway.serving(found, .init(maxInFlight: 2, maxConnections: 20)) { gateway in
            try await holding(10, saying: start, at: gateway.port) {
                let status = try await gateway.get("/v1/en/cloud").status
                #expect(status == 200)
            }
            try await holding(60, saying: start, at: gateway.port) {
                let status = try await gateway.get("/v1/en/cloud").status
                #expect(status == 200)
            }
        }
    }

    @Test func `one client takes no more places than it may, and hears so`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        let proxy = try #require(NetworkRange("127.0.0.0/8"))
        let configuration = GatewayConfiguration(maxInFlight: 10, maxPerClient: 1, trustedProxies: [proxy])
        try await TestGateway.serving(lookups, configuration) { gateway in
            let one = ["X-Forwarded-For": "192.0.2.1"]
            async let first = gateway.get("/v1/en/cloud", headers: one)
            try await eventually { !lookups.asked.isEmpty }
            let second = try await gateway.get("/v1/en/cloud", headers: one)
            #expect(second.status == 429)
            #expect(second.headers["retry-after"] == "1")
            async let other = gateway.get("/v1/en/cloud", headers: ["X-Forwarded-For": "192.0.2.2"])
            try await eventually { lookups.asked.count == 2 }
            gate.open()
            #expect(try await first.status == 200)
            #expect(try await other.status == 200)
        }
    }

    @Test func `a connection too many is told so where all others are busy`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        try await TestGateway.serving(lookups, .init(maxConnections: 1)) { gateway in
            async let first = gateway.get("/v1/en/cloud")
            try await eventually { !lookups.asked.isEmpty }
            // A client that is told so has two seconds to read it, which a busy machine may not leave it.
            let refused = try await eventually { try? await gateway.get("/health/live") }
            #expect(refused.status == 503)
            #expect(refused.headers["retry-after"] == "1")
            #expect(refused.headers["content-type"] == "application/problem+json")
            gate.open()
            #expect(try await first.status == 200)
            try await eventually { try await gateway.get("/health/live").status == 200 }
        }
    }

    @Test(arguments: [
        "GET /v1/en/cloud HTTP/1.1\r\nHos", "G", "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n[",
    ])
    func `a request that does not come whole in time is told so, and hung up on`(text: String) async throws {
        // Whose first byte is late is hung up on without a word: it must be early on a busy machine too.
        try await TestGateway.serving(found, .init(patience: .seconds(2))) { gateway in
            let answer = try await RawHTTP.exchange(gateway.port, text)
            #expect(answer.status == 408)
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test(arguments: [
        // The next head begins while this one is answered, and an answer goes out before its request is here.
        (1, "GET /v1/en/cloud HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1"),
        (0, "PUT /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n[", "1234"),
    ])
    func `a client that is waited for after an answer can be sent away for others`(
        lookups count: Int, request: String, rest: String
    ) async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        try await TestGateway.serving(lookups, .init(maxConnections: 1)) { gateway in
            try await RawHTTP.connected(gateway.port) { send, receive in
                try await send(request)
                try await eventually { lookups.asked.count == count }
                try await send(rest)
                gate.open()
                _ = try await receive()
                try await eventually { try await gateway.get("/health/live").status == 200 }
            }
        }
    }

    @Test func `a request before the late one is answered first`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        try await TestGateway.serving(lookups, .init(patience: .seconds(2))) { gateway in
            async let text = RawHTTP.connected(gateway.port) { send, receive in
                try await send("GET /v1/en/cloud HTTP/1.1\r\nHost: x\r\n\r\n")
                try await eventually { !lookups.asked.isEmpty }
                try await send("GET /v1")
                gate.open()
                var text = ""
                while let more = try await receive() { text += String(decoding: more, as: UTF8.self) }
                return text
            }
            let answers = try await text
            #expect(answers.hasPrefix("HTTP/1.1 200 OK"))
            #expect(answers.contains("HTTP/1.1 408 "))
        }
    }
}
