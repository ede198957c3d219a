import Lexicon
import TestSupport
import Testing

@testable import Gateway

@Suite struct Heads {
    private let found = ScriptedLookups { LookupReply.found($0) }

    private static let long = String(repeating: "x", count: 40_000)
    private static let list = "POST /v1/lookups HTTP/1.1\r\nHost: x\r\n"

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400, "names no host"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "2 hosts"),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: \r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: evil%2eexample\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: localhost%00.evil.example\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: a,for=192.0.2.1\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: a;b=c\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: a..b\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: .\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: localhost:65536\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: localhost:+80\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: a@localhost\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: ä.example\r\n\r\n", 400, "`Host` is"),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n", 431, "headers are too large"),
        (
            "GET / HTTP/1.1\r\nHost: x\r\n" + (0..<200).map { "X\($0): y\r\n" }.joined() + "\r\n", 431,
            "headers are too large"
        ),
        ("GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n", 414, "address has more than"),
        (
            "GET /v1/en/\(long.prefix(9_000)) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 414,
            "address has more than"
        ),
        ("GET /\(long.prefix(20_000)) HTTP/1.1\r\nHost: x\r\n\r\n", 414, "address has more than"),
        ("GET /\(long.prefix(16_400)) HTTP/1.1\r\nHost: x\r\n\r\n", 414, "address has more than"),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: \(long.prefix(16_400))\r\n\r\n", 431, "headers are too large"),
        ("GET http://localhost/ HTTP/1.1\r\n\r\n", 400, "names no host"),
        ("GET http://localhost/ HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "`Host` is"),
        ("GET http://a%20b:c/ HTTP/1.1\r\nHost: x\r\n\r\n", 400, "target's host is"),
        (list + "Content-Length: 9223372036854775808\r\n\r\n", 413, "more than"),
        (list + "Content-Length: 99999999999\r\n\r\n", 413, "more than"),
        (list + "Content-Length: 99999999999999999999\r\n\r\n", 400, "no request of HTTP/1.1"),
        (list + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n", 400, "expected chunked alone"),
        ("POST /v1/lookups HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "expected chunked alone"),
        ("GET ftp://localhost/v1/en/cloud HTTP/1.1\r\nHost: x\r\n\r\n", 400, "an address of"),
        ("GET /v1/en/cloud#top HTTP/1.1\r\nHost: x\r\n\r\n", 400, "%23 for #"),
        ("GET /v1/en/cœur HTTP/1.1\r\nHost: x\r\n\r\n", 400, "%C3%A9 for é"),
        ("GET /v1/en/cloud HTTP/1.1\r\nHost: x\r\nÉ: x\r\n\r\n", 400, "no request of HTTP/1.1"),
        (list + "Content-Length: many\r\n\r\n", 400, "no request of HTTP/1.1"),
        (list + "Expect: 100-continue\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n\r\n", 417, "200-maybe"),
        (list + "Expect: 100-continue, miracles\r\nContent-Length: 2\r\n\r\n", 417, "miracles"),
        ("nonsense\r\n\r\n", 400, "no request of HTTP/1.1"),
        (
            "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n\r\n[]", 417,
            "100-continue"
        ),
        (
            "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400,
            "no request of HTTP/1.1"
        ),
    ])
    func `what is no request is told as a problem`(text: String, status: Int, message: String) async throws {
        // A body that does not come is waited for so long, behind the answer.
        try await TestGateway.serving(found, .init(patience: .seconds(2))) { gateway in
            let answer = try await RawHTTP.exchange(gateway.port, text)
            #expect(answer.status == status)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(try (answer.json()["detail"] as? String)?.contains(message) == true, "\(answer.body)")
            #expect(try answer.json()["status"] as? Int == status)
        }
        #expect(found.asked.isEmpty)
    }

    @Test(arguments: [
        ("GET /v1/en/cloud HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
        ("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n", 404),
    ])
    func `a client that would speak another protocol is answered, and hung up on`(text: String, status: Int)
        async throws
    {
        try await TestGateway.serving(found) { gateway in
            // The parser would take the second for that protocol's.
            let answer = try await RawHTTP.exchange(gateway.port, text + "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(answer.status == status)
        }
    }

    @Test func `a large head is answered however much of it is still to come`() async throws {
        try await TestGateway.serving(found) { gateway in
            let text = "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "x", count: 2_000_000) + "\r\n\r\n"
            let status = try await RawHTTP.exchange(gateway.port, text).status
            #expect(status == 431)
        }
    }

    @Test(arguments: [
        "GET /v1/en/cloud HTTP/1.0\r\n\r\n",
        "GET /v1/en/cloud HTTP/1.1\r\nHost: localhost:1\r\nConnection: Close\r\n\r\n",
        "GET /v1/en/cloud HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n",
        "GET http://localhost/v1/en/cloud HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    ])
    func `what is one is answered, and the connection ends where its client wants it`(text: String) async throws {
        try await TestGateway.serving(found) { gateway in
            let status = try await RawHTTP.exchange(gateway.port, text).status
            #expect(status == 200)
        }
    }

    @Test(arguments: [
        ([], "127.0.0.1", "evil.example", 421), ([], "127.0.0.1", "localhost:8080", 200),
        ([], "127.0.0.1", "192.0.2.1", 200),
        ([], "127.0.0.1", "evil.example.", 421), ([], "127.0.0.1", "gateway", 200),
        ([], "0.0.0.0", "evil.example", 200),
        (["dico.example"], "0.0.0.0", "evil.example", 421), (["dico.example"], "127.0.0.1", "DICO.example:80", 200),
        (["dico.example"], "127.0.0.1", "gateway", 421), (["*"], "127.0.0.1", "evil.example", 200),
        (["dico.example"], "127.0.0.1", "dico.example.:80", 200), (["Dico.Example."], "127.0.0.1", "dico.example", 200),
        (["dico.example"], "127.0.0.1", "dico%2eexample", 400), ([], "127.0.0.1", "localhost:", 200),
        (["dico.example"], "127.0.0.1", "dico.example.evil.example", 421), ([], "127.0.0.1", "a.localhost", 200),
    ])
    func `a gateway answers for its own names`(allowed: [String], host: String, name: String, status: Int) async throws
    {
        try await TestGateway.serving(found, .init(host: host, allowedHosts: allowed)) { gateway in
            let answer = try await RawHTTP.exchange(
                gateway.port, "GET /v1/languages HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n")
            #expect(answer.status == status)
        }
    }

    @Test func `a target that is a whole address counts before the host`() async throws {
        try await TestGateway.serving(found) { gateway in
            let answer = try await RawHTTP.exchange(
                gateway.port, "GET http://evil.example/v1/languages HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(answer.status == 421)
        }
    }

    @Test func `a client that asks first whether to send its body is told to`() async throws {
        try await TestGateway.serving(found) { gateway in
            let body = #"[{"language": "en", "word": "cloud"}]"#
            let head =
                "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            let text = try await RawHTTP.connected(gateway.port) { send, receive in
                try await send(head)
                var text = String(decoding: try #require(try await receive()), as: UTF8.self)
                #expect(text == "HTTP/1.1 100 Continue\r\n\r\n")
                try await send(body)
                while let more = try await receive() { text += String(decoding: more, as: UTF8.self) }
                return text
            }
            #expect(text.contains("HTTP/1.1 200 OK"))
            #expect(text.contains(#""word": "cloud""#))
        }
    }

    @Test func `a client that asks first is told at once where its body is not wanted`() async throws {
        try await TestGateway.serving(found, .init(maxBody: 10, tokens: ["secret"])) { gateway in
            let head = "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100\r\n"
            for (more, status) in [("", "401"), ("Authorization: Bearer secret\r\n", "413")] {
                try await RawHTTP.connected(gateway.port) { send, receive in
                    try await send(head + more + "\r\n")
                    let text = String(decoding: try #require(try await receive()), as: UTF8.self)
                    #expect(text.hasPrefix("HTTP/1.1 \(status) "))
                }
            }
        }
    }

    @Test(arguments: [
        ([], "https://evil.example", "application/json", 403), ([], "null", "application/json", 403),
        ([], "https://evil.example", "text/plain", 403), ([], "http://127.0.0.1", "text/plain", 200),
        (["https://words.example"], "https://words.example", "application/json", 200),
        (["https://words.example"], "https://words.example", "text/plain; charset=utf-8", 415),
        (["*"], "https://evil.example", "application/x-www-form-urlencoded", 415),
        (["*"], "https://evil.example", "multipart/form-data; boundary=b", 415),
    ])
    func `a page of another origin posts no list that its browser did not ask for`(
        allowed: [String], origin: String, type: String, status: Int
    ) async throws {
        try await TestGateway.serving(found, .init(allowedOrigins: allowed)) { gateway in
            let answer = try await gateway.post(
                #"[{"language": "en", "word": "cloud"}]"#, headers: ["Origin": origin, "Content-Type": type])
            #expect(answer.status == status)
            #expect(found.asked.isEmpty == (status != 200))
        }
    }

    @Test func `a browser that says that it is sent by another site is believed`() async throws {
        try await TestGateway.serving(found) { gateway in
            for (site, status) in [("cross-site", 403), ("same-origin", 200)] {
                let answer = try await gateway.post(
                    #"[{"language": "en", "word": "cloud"}]"#, headers: ["Sec-Fetch-Site": site])
                #expect(answer.status == status)
            }
        }
    }
}
