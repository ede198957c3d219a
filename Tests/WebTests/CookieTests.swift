import TestSupport
import Testing

@testable import Web

@Suite struct `Cookies` {
    private func sent(to url: String, after fields: [String], from origin: String = "https://www.site.example/a/b")
        throws
        -> String?
    {
        var jar = CookieJar()
        jar.take(fields, from: try #require(WebAddress(origin)))
        return jar.field(for: try #require(WebAddress(url)))
    }

    @Test(
        arguments: [
            ("a=1", "https://www.site.example/a/c", "a=1"), ("a=1", "https://www.site.example/", nil),
            ("a=1; Path=/", "https://www.site.example/x?y", "a=1"),
            ("a=1; path=/x", "https://www.site.example/xy", nil),
            ("a=1; path=/x", "https://www.site.example/x/y", "a=1"), ("a=1; Path=/", "https://site.example/", nil),
            ("a=1; Path=/; Domain=.site.example", "https://other.site.example/", "a=1"),
            ("a=1; Path=/; Domain=site.example", "https://site.example/", "a=1"),
            ("a=1; Path=/; Domain=elsewhere.example", "https://elsewhere.example/", nil),
            ("a=1; Path=/; Domain=example", "https://www.site.example/", nil),
            ("a=1; Path=/; Secure", "http://www.site.example/", nil),
            ("a=1; Path=/; Max-Age=0", "https://www.site.example/", nil),
            ("a=1=2; Path=/; Expires=Wed, 21 Oct 2035 07:28:00 GMT; HttpOnly", "https://www.site.example/", "a=1=2"),
            ("a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "https://www.site.example/", nil),
            ("a=1; Path=/; expires=Thu, 01-Jan-1970 00:00:01 GMT", "https://www.site.example/", nil),
            ("a=1; Path=/; Expires=Wednesday, 09-Nov-99 23:12:40 GMT", "https://www.site.example/", nil),
            ("a=1; Path=/; Expires=01 Jan 2001 00:00:00 GMT", "https://www.site.example/", nil),
            ("a=1; Path=/; Expires=Mon, 01 Jan 1940 00:00:00 GMT", "https://www.site.example/", nil),
            ("a=1; Path=/; Expires=Thu Jan  1 00:00:00 1970", "https://www.site.example/", nil),
            ("a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "https://www.site.example/", "a=1"),
            ("a=1; Path=/; Expires=Wed, 21 Oct 2035 07:28:00 GMT; Max-Age=0", "https://www.site.example/", nil),
            ("a=1; Path=/; Expires=0", "https://www.site.example/", "a=1"),
            ("a=1; Path=/; Expires=Session; Max-Age=soon", "https://www.site.example/", "a=1"),
            ("a=1; Path=/; Max-Age=99999999999999999999999", "https://www.site.example/", "a=1"),
            ("a; Path=/", "https://www.site.example/", nil), ("=1; Path=/", "https://www.site.example/", nil),
            ("a=1; Path=/", "https://elsewhere.example/", nil),
        ] as [(String, String, String?)])
    func `go back to whom they are from`(field: String, url: String, expected: String?) throws {
        #expect(try sent(to: url, after: [field]) == expected)
    }

    @Test func `take the place of older ones, and are not endless`() throws {
        #expect(
            try sent(to: "https://www.site.example/", after: ["a=1; Path=/", "b=2; Path=/", "a=3; Path=/"])
                == "b=2; a=3")
        #expect(try sent(to: "https://www.site.example/", after: ["a=1; Path=/", "a=; Path=/; Max-Age=-1"]) == nil)
        let over = "a=gone; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        #expect(try sent(to: "https://www.site.example/", after: ["a=1; Path=/", "b=2; Path=/", over]) == "b=2")
        let many = try sent(to: "https://www.site.example/", after: (0..<1_000).map { "c\($0)=1; Path=/" })
        #expect(many?.split(separator: ";").count == 50)
        #expect(try sent(to: "https://www.site.example/", after: ["a=" + String(repeating: "x", count: 5_000)]) == nil)
    }

    @Test func `last as long as one fetch`() async throws {
        let server = try await FaultServer()
        server.respond(to: "/wall") { visit in
            visit.headers["cookie"]?.contains("seen=1") == true
                ? .page("behind")
                : .page("", status: 302, headers: ["Location": "/wall", "Set-Cookie": "seen=1; Path=/"])
        }
        let fetcher = CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient)
        var request = PageRequest(url: server.url("/wall"), source: "de/test", word: "Wolke")
        for _ in 0..<2 { #expect(try await fetcher.fetch(request).text == "behind") }
        #expect(server.requests.map { $0.headers["cookie"] } == [nil, "seen=1", nil, "seen=1"])
        request.headers = ["Cookie": "mine=2"]
        #expect(try await fetcher.fetch(request).text == "behind")
        #expect(server.requests.last?.headers["cookie"] == "mine=2; seen=1")
    }
}
