import HTTPTypes
import Lexicon
import TestSupport
import Testing

@testable import Gateway

@Suite struct WhoAsks {
    private let found = ScriptedLookups { LookupReply.found($0) }

    @Test(arguments: [
        ("10.0.0.1", ["X-Forwarded-For": "192.0.2.1"], "192.0.2.1"),
        ("192.0.2.9", ["X-Forwarded-For": "192.0.2.1"], "192.0.2.9"),
        ("10.0.0.1", ["X-Forwarded-For": "198.51.100.7, 192.0.2.1"], "192.0.2.1"),
        ("10.0.0.1", ["X-Forwarded-For": "192.0.2.1, 10.0.0.2"], "192.0.2.1"),
        ("10.0.0.1", ["X-Forwarded-For": "192.0.2.1:4711"], "192.0.2.1"),
        ("10.0.0.1", ["X-Forwarded-For": "[2001:db8::1]:4711"], "2001:db8::1"),
        ("10.0.0.1", ["X-Forwarded-For": "2001:db8::1"], "2001:db8::1"),
        ("10.0.0.1", ["X-Forwarded-For": "192.0.2.1, unknown"], "10.0.0.1"),
        ("10.0.0.1", ["X-Forwarded-For": ""], "10.0.0.1"), ("10.0.0.1", [:], "10.0.0.1"),
        ("10.0.0.1", ["X-Forwarded-For": "10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1"], "192.0.2.1"),
        (
            "10.0.0.1", ["Forwarded": #"for=198.51.100.7, proto=https;For="[2001:db8::1]:4711";by=10.0.0.1"#],
            "2001:db8::1"
        ),
        ("10.0.0.1", ["Forwarded": #"for=192.0.2.1;host="a,for=8.8.8.8""#], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": #"host="a;for=8.8.8.8";for=192.0.2.1"#], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": #"host="a\",for=8.8.8.8";for=192.0.2.1"#], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": #"", for=192.0.2.1;host="a,for=8.8.8.8""#], "10.0.0.1"),
        ("10.0.0.1", ["X-Forwarded-For": "192.0.2.1, "], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1;host=a,for=8.8.8.8"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1;host=a, for=198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["Forwarded": #"for=192.0.2.1;host="a",for=198.51.100.7"#], "198.51.100.7"),
        ("10.0.0.1", ["Forwarded": "for = 192.0.2.1"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for= 192.0.2.1"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1 ; proto=http ,"], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1; For=192.0.2.2"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1;host=a;host=b"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1 for=192.0.2.2"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1;host=a:80"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=[2001:db8::1]"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": #"for="2001:db8::1""#], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": #"for="192.0.2.1"2"#], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": #"for="192.0.2.\1:80";;by=_a;"#], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1;by"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": ", ,for=192.0.2.1,"], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": "for=_hidden"], "10.0.0.1"), ("10.0.0.1", ["Forwarded": "by=192.0.2.1"], "10.0.0.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1", "X-Forwarded-For": "192.0.2.1"], "192.0.2.1"),
        ("10.0.0.1", ["Forwarded": "for=192.0.2.1", "X-Forwarded-For": "198.51.100.7"], "10.0.0.1"),
        ("::ffff:10.0.0.1", ["X-Forwarded-For": "::ffff:192.0.2.1"], "192.0.2.1"),
    ])
    func `a trusted proxy is believed, and nobody else`(peer: String, headers: [String: String], client: String) throws
    {
        let proxies = TrustedProxies([try #require(NetworkRange("10.0.0.0/8"))])
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let from = try #require(NetworkAddress(peer))
        let expected = try #require(NetworkAddress(client))
        let found = proxies.client(of: fields, from: from)
        #expect(found == expected)
    }

    @Test func `a line that a client has broken does not spoil the one its proxy adds`() throws {
        let proxies = TrustedProxies([try #require(NetworkRange("10.0.0.0/8"))])
        var fields = HTTPFields()
        fields[values: try #require(HTTPField.Name("Forwarded"))] = [#"for=8.8.8.8;host=""#, "for=192.0.2.1"]
        #expect(proxies.client(of: fields, from: NetworkAddress("10.0.0.1"))?.description == "192.0.2.1")
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.128/25", "192.0.2.127", false),
        ("192.0.2.128/25", "192.0.2.129", true), ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("0.0.0.0/0", "192.0.2.1", true), ("::/0", "192.0.2.1", false), ("fd00::/8", "fd12::1", true),
        ("fd00::/8", "fe80::1", false), ("::1", "::1", true),
    ])
    func `a range has its addresses`(range: String, address: String, isThere: Bool) throws {
        let range = try #require(NetworkRange(range))
        let address = try #require(NetworkAddress(address))
        #expect(range.contains(address) == isThere)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "example.org", "::1/129", "10.0.0.0/", "fe80::1%lo",
    ])
    func `what is no range is refused`(text: String) {
        #expect(NetworkRange(text) == nil)
    }

    @Test func `clients of a proxy have a rate each, and others cannot make one up`() async throws {
        let proxy = try #require(NetworkRange("127.0.0.1"))
        try await TestGateway.serving(found, .init(rate: 0.01, trustedProxies: [proxy])) { gateway in
            for (client, status) in [("192.0.2.1", 200), ("192.0.2.1", 429), ("192.0.2.2", 200)] {
                let answer = try await gateway.get("/v1/en/cloud", headers: ["X-Forwarded-For": client])
                #expect(answer.status == status)
            }
        }
        try await TestGateway.serving(found, .init(rate: 0.01)) { gateway in
            for (client, status) in [("192.0.2.1", 200), ("192.0.2.2", 429)] {
                let answer = try await gateway.get("/v1/en/cloud", headers: ["X-Forwarded-For": client])
                #expect(answer.status == status)
            }
        }
    }

    @Test func `the words of a list count one by one`() async throws {
        try await TestGateway.serving(found, .init(rate: 0.5)) { gateway in
            let list = "[" + (0..<100).map { #"{"language": "en", "word": "\#($0)"}"# }.joined(separator: ",") + "]"
            #expect(try await gateway.post(list).status == 200)
            let refused = try await gateway.get("/v1/en/cloud")
            #expect(refused.status == 429)
            #expect(refused.headers["retry-after"].flatMap { Int($0) }.map { (150...200).contains($0) } == true)
            #expect(try await gateway.post(list).status == 429)
            // What looks nothing up costs nothing.
            #expect(try await gateway.get("/v1/languages").status == 200)
        }
    }

    @Test func `who tries tokens is not listened to for a while`() async throws {
        try await TestGateway.serving(found, .init(tokens: ["right"])) { gateway in
            let wrong = ["Authorization": "Bearer wrong"]
            for _ in 0..<5 { #expect(try await gateway.get("/v1/languages", headers: wrong).status == 401) }
            for token in ["wrong", "right"] {
                let refused = try await gateway.get("/v1/languages", headers: ["Authorization": "Bearer \(token)"])
                #expect(refused.status == 429)
                #expect(refused.headers["retry-after"] != nil)
            }
            // Whoever sends none is told that one is needed.
            #expect(try await gateway.get("/v1/languages").status == 401)
        }
        let proxy = try #require(NetworkRange("127.0.0.1"))
        try await TestGateway.serving(found, .init(tokens: ["right"], trustedProxies: [proxy])) { gateway in
            for _ in 0..<8 {
                _ = try await gateway.get(
                    "/v1/languages", headers: ["Authorization": "Bearer wrong", "X-Forwarded-For": "192.0.2.1"])
            }
            let other = try await gateway.get(
                "/v1/languages", headers: ["Authorization": "Bearer right", "X-Forwarded-For": "192.0.2.2"])
            #expect(other.status == 200)
        }
    }
}
