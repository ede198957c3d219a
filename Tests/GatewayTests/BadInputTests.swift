import Gateway
import Lexicon
import TestSupport
import Testing

@Suite struct BadInput {
    private let lookups = ScriptedLookups { LookupReply.found($0) }

    @Test(arguments: [
        ("a%2Fb", "a/b"), ("a+b", "a+b"), ("%E4%BA%91", "云"), ("..", ".."), ("%2e", "."), ("cloud/", "cloud"),
        ("cloud%3F", "cloud?"), ("a%2500b", "a%00b"), ("%3Cb%3E%26%22", "<b>&\""),
        ("cloud%0D%0A", "cloud\r\n"), ("cloud%23", "cloud#"),
    ])
    func `a word arrives as it was meant`(path: String, word: String) async throws {
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/en/\(path)") }
        #expect(answer.status == 200)
        #expect(lookups.asked.map(\.word) == [word])
    }

    @Test(arguments: [
        ("/v1/en/%zz", 400, "hexadecimal"), ("/v1/en/%a", 400, "hexadecimal"), ("/v1/en/%ff", 400, "UTF-8"),
        ("/v1/%ff/cloud", 400, "UTF-8"), ("/v1/en/%20%20", 400, "empty"),
        ("/v1/en/cloud%0d%0aX:%201", 400, "U+000D (CARRIAGE RETURN)"), ("/v1/en/a%09b", 400, "U+0009"),
        ("/v1/en/cloud%07", 400, "U+0007 (ALERT)"), ("/v1/en/a%C2%85b", 400, "U+0085"),
        ("/v1/en/cloud?source=nope", 400, "wiktionary, other"), ("/v1/en/cloud?source=", 400, "wiktionary"),
        ("/v1/en/cloud?fresh=maybe", 400, "fresh"), ("/v1/en/cloud?fresh=true&fresh=false", 400, "fresh"),
        ("/v1/en", 404, "openapi"), ("/health/dead", 404, "openapi"), ("/assets/..%2F", 404, "openapi"),
        ("/metrics/en", 404, "openapi"), ("/nothing", 404, "openapi"), ("/v1/en/cloud/more", 404, "openapi"),
        ("/v1/en/" + String(repeating: "x", count: 201), 400, "201 characters: at most 200"),
        ("/v1/en/" + String(repeating: "x", count: 10_000), 414, "bytes"),
    ])
    func `what is wrong is said, and nobody is asked`(path: String, status: Int, message: String) async throws {
        let answer = try await TestGateway.serving(lookups) { try await $0.get(path) }
        #expect(answer.status == status)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(try (answer.json()["detail"] as? String)?.contains(message) == true, "\(answer.body)")
        #expect(lookups.asked.isEmpty)
    }

    @Test func `an unknown language is told with those there are, and nothing unescaped`() async throws {
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/%3Cb%3E%22%0A/cloud") }
        #expect(answer.status == 404)
        let problem = try answer.json()
        #expect(problem["languages"] as? [String] == ["en", "fr"])
        #expect((problem["detail"] as? String)?.contains("<b>\"\u{FFFD}") == true)
        #expect(answer.body.contains("<b>\\\"\u{FFFD}"))
        #expect(answer.headers["content-security-policy"]?.contains("default-src 'none'") == true)
    }

    @Test(arguments: [
        ("DELETE", "/v1/en/cloud", "GET, HEAD"), ("POST", "/v1/languages", "GET, HEAD"), ("GET", "/v1/lookups", "POST"),
        ("OPTIONS", "/health/live", "GET, HEAD"), ("PATCH", "/api/v2/entries/en/cloud", "GET, HEAD"),
    ])
    func `a method that an address does not take is told with those it takes`(
        method: String, path: String, allowed: String
    ) async throws {
        let answer = try await TestGateway.serving(lookups) { try await RawHTTP.request($0.port, method, path) }
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == allowed)
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /v1/en/cloud HTTP/1.1\r\nno colon\r\n\r\n",
        "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /v1/en/cloud HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "x", count: 200_000) + "\r\n\r\n",
    ])
    func `what is no HTTP hurts nobody`(text: String) async throws {
        try await TestGateway.serving(lookups) { gateway in
            let answer = try? await RawHTTP.exchange(gateway.port, text)
            if let answer { #expect((400..<500).contains(answer.status)) }
            let next = try await gateway.get("/v1/en/cloud")
            #expect(next.status == 200)
        }
    }
}
