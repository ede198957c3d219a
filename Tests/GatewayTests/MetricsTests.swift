import Lexicon
import TestSupport
import Testing

@Suite struct Metrics {
    @Test func `requests are counted by route and status, not by what a client makes up`() async throws {
        let lookups = ScriptedLookups { request in
            request.word == "cloud" ? .found(request) : LookupReply(word: request.word, outcome: .notFound)
        }
        try await TestGateway.serving(lookups) { gateway in
            for path in ["/v1/en/cloud", "/v1/en/cloud", "/v1/en/zzz", "/no/such/address"] {
                _ = try await gateway.get(path)
            }
            _ = try await RawHTTP.request(gateway.port, "DELETE", "/v1/en/cloud")
            // A request counts once its answer has gone out, which its client may see first.
            let page = try await eventually {
                let page = try await MetricsPage(reading: gateway.get("/metrics").body)
                return page.value("dico_http_requests_total", ["status": "405"]) == 1 ? page : nil
            }
            let route = "/v1/{language}/{word}"
            #expect(page.value("dico_http_requests_total", ["route": route, "status": "200"]) == 2)
            #expect(page.value("dico_http_requests_total", ["route": route, "status": "404"]) == 1)
            #expect(page.value("dico_http_requests_total", ["route": "NotFound", "status": "404"]) == 1)
            #expect(page.value("dico_http_request_seconds_count", ["route": route]) == 3)
            #expect(page.value("dico_http_requests_in_flight") == 1)
            #expect(!page.samples.contains { $0.labels.values.contains { $0.contains("such") } })
        }
    }

    @Test func `refusals are counted by their reason`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        try await TestGateway.serving(lookups, .init(maxInFlight: 1)) { gateway in
            async let slow = gateway.get("/v1/en/slow")
            try await eventually { !lookups.asked.isEmpty }
            #expect(try await gateway.get("/v1/en/cloud").status == 503)
            gate.open()
            _ = try await slow
            #expect(try await refused("full", by: gateway) == 1)
        }
        try await TestGateway.serving(lookups, .init(rate: 0.001, tokens: ["secret"])) { gateway in
            for token in ["wrong", "secret", "secret"] {
                _ = try await gateway.get("/v1/en/cloud", headers: ["Authorization": "Bearer \(token)"])
            }
            #expect(try await refused("token", by: gateway) == 1)
            #expect(try await refused("rate", by: gateway) == 1)
        }
    }

    private func refused(_ reason: String, by gateway: TestGateway) async throws -> Double? {
        try await MetricsPage(reading: gateway.get("/metrics").body)
            .value("dico_http_refused_total", ["reason": reason])
    }
}
