import CLibcurl
import Foundation
import Logging
import TestSupport
import Testing

@testable import Web

@Suite struct `A proxy` {
    private func name(_ url: String, proxy: String? = nil, _ environment: [String: String]) throws -> String? {
        try ProxyRules(proxy: proxy, environment: environment).proxy(for: try #require(WebAddress(url)))?.name
    }

    @Test func `is the one of the address's scheme, or the one for all`() throws {
        let environment = ["HTTPS_PROXY": "http://secure:1", "http_proxy": "plain:2", "ALL_PROXY": "socks5h://all:3"]
        #expect(try name("https://a.example/", environment) == "http://secure:1")
        #expect(try name("http://a.example/", environment) == "http://plain:2")
        #expect(try name("http://a.example/", ["all_proxy": "socks5h://all:3"]) == "socks5h://all:3")
        #expect(try name("https://a.example/", ["http_proxy": "plain:2"]) == nil)
        #expect(try name("http://a.example/", ["HTTP_PROXY": "plain:2", "REQUEST_METHOD": "GET"]) == nil)
        #expect(try name("https://a.example/", ["https_proxy": "", "ALL_PROXY": ""]) == nil)
    }

    @Test func `that is given takes the place of those of the environment`() throws {
        let environment = ["HTTPS_PROXY": "http://other:1", "NO_PROXY": "b.example"]
        #expect(try name("https://a.example/", proxy: "https://u:p@mine:8", environment) == "https://mine:8")
        #expect(try name("http://a.example/", proxy: "mine", environment) == "http://mine")
        #expect(try name("https://b.example/", proxy: "mine", environment) == nil)
        #expect(try name("https://a.example/", proxy: "", environment) == nil)
    }

    @Test(arguments: [
        ("*", "https://a.example/", false), ("a.example", "https://a.example/", false),
        ("a.example", "https://b.a.example/", false), (".a.example", "https://a.example/", false),
        ("*.a.example", "https://b.a.example/", false), ("a.example", "https://ba.example/", true),
        ("x, y  A.EXAMPLE", "https://a.example/", false), ("10.0.0.0/8", "http://10.1.2.3/", false),
        ("10.0.0.0/8", "http://11.1.2.3/", true), ("127.0.0.1", "http://127.0.0.1:8080/", false),
        ("[::1]", "http://[::1]/", false), ("a.example:8080", "http://a.example/", true),
        ("a.example:8080", "http://a.example:8080/", false), ("", "https://a.example/", true),
    ])
    func `is not used where NO_PROXY says so`(exempt: String, url: String, isUsed: Bool) throws {
        #expect(try (name(url, ["ALL_PROXY": "p:1", "no_proxy": exempt]) != nil) == isUsed)
    }

    @Test(arguments: [
        "ftp://p:1", "http://", "://p", ":3128", "http://a b", "gopher://x", "http://p:99999",
        "p:65536", "socks5h://p:0", "http://u:p@h:x", "http://p:-1", "http://[::1]:70000", "http://[::1",
        "https://p:80:80", "//u:p@h",
    ])
    func `is refused where it is none, without its password`(proxy: String) {
        #expect(throws: ProxyFault.self) { try ProxyRules(proxy: proxy, environment: [:]) }
        #expect(throws: ProxyFault.self) { try ProxyRules(proxy: nil, environment: ["ALL_PROXY": proxy]) }
    }

    @Test(arguments: [
        ("http://[::1]:3128", "http://[::1]:3128"), ("socks5h://u:p%40@p:65535/", "socks5h://p:65535"),
        ("p", "http://p"), ("u:a@b/c?d#e@p:1", "http://p:1"),
        ("http://p_1:1", "http://p_1:1"), ("u:p@10.0.0.1:1", "http://10.0.0.1:1"),
    ])
    func `has a host, and a port where it likes`(proxy: String, name: String) throws {
        #expect(try self.name("https://a.example/", proxy: proxy, [:]) == name)
    }

    @Test func `is asked in place of the site`() async throws {
        let proxy = try await FaultServer()
        proxy.respond(to: "http://127.0.0.1:1/page") { _ in .page("through") }
        let access = NetworkAccess(proxies: try ProxyRules(proxy: proxy.url(""), environment: [:]))
        let fetcher = CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient, access: access)
        let request = PageRequest(url: "http://127.0.0.1:1/page", source: "de/test", word: "Wolke")
        _ = try? await fetcher.fetch(request)
        #expect(proxy.requests.map(\.target) == ["http://127.0.0.1:1/page"])
    }

    @Test(arguments: ["a@b", "a/b", "a?b", "a#b", "a:b", "é", "a%40b", "%"])
    func `takes a password as it is written, and as an address has it`(password: String) async throws {
        let proxy = try await FaultServer()
        proxy.respondOtherwise { _ in .page("through") }
        let rules = try ProxyRules(proxy: "http://u:\(password)@127.0.0.1:\(proxy.port)", environment: [:])
        let fetcher = CurlFetcher(
            userAgent: try UserAgent(contact: nil), limits: .patient, access: NetworkAccess(proxies: rules))
        _ = try await fetcher.fetch(PageRequest(url: "http://a.example/page", source: "de/test", word: "Wolke"))
        let credentials = Data("u:\(password == "a%40b" ? "a@b" : password)".utf8).base64EncodedString()
        #expect(proxy.requests.first?.headers["proxy-authorization"] == "Basic \(credentials)")
    }

    @Test func `that is not there is named`() async throws {
        let access = NetworkAccess(proxies: try ProxyRules(proxy: "http://u:secret@127.0.0.1:1", environment: [:]))
        let fetcher = CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient, access: access)
        let request = PageRequest(url: "http://a.example/page", source: "de/test", word: "Wolke")
        await expect(.unreachable, "through the proxy http://127.0.0.1:1") { try await fetcher.fetch(request) }
    }
}

extension `A proxy` {
    @Test(arguments: ["http://a.example/page", "https://a.example/page"])
    func `that wants another user or password is named, without them`(url: String) async throws {
        let proxy = try await FaultServer()
        proxy.respondOtherwise { _ in .page("", status: 407, headers: ["Proxy-Authenticate": "Basic realm=x"]) }
        let rules = try ProxyRules(proxy: "http://u:secret@127.0.0.1:\(proxy.port)", environment: [:])
        let fetcher = PoliteFetcher(
            userAgent: try UserAgent(contact: nil), limits: .patient, access: NetworkAccess(proxies: rules),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await expect(
            .proxyRefused,
            "The proxy http://127.0.0.1:\(proxy.port) refuses dico (HTTP 407): check the user and the password"
        ) {
            try await fetcher.fetch(.some(url))
        }
        // No more than the robots.txt was asked for, and that once.
        #expect(proxy.requests.count == 1)
    }

    @Test func `nobody was told of is told of`() async throws {
        let server = try await FaultServer()
        server.respond(to: "/page") { _ in .page("", status: 407) }
        let fetcher = CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient)
        await expect(.proxyRefused, "A proxy on the way to 127.0.0.1") {
            try await fetcher.fetch(.some(server.url("/page")))
        }
    }
}

@Suite struct `A file of authorities` {
    private static let certificate = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n"

    @Test(arguments: [
        certificate, "Of the house\r\n" + certificate.replacing("\n", with: "\r\n"),
        certificate.replacing("CERTIFICATE", with: "TRUSTED CERTIFICATE"),
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n" + certificate,
    ])
    func `holds certificates`(text: String) { #expect(NetworkAccess.holdsCertificate(text)) }

    @Test(arguments: [
        "", "dictionary", "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nwords and more\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
        "-----END CERTIFICATE-----\nMIIB\n-----BEGIN CERTIFICATE-----\n",
    ])
    func `or is none`(text: String) { #expect(!NetworkAccess.holdsCertificate(text)) }
}

@Suite struct `A certificate that is not to be trusted` {
    @Test(arguments: [
        (10, "expired"), (9, "not valid yet"), (18, "signed by itself"), (19, "not known here"), (20, "--ca-file"),
        (23, "revoked"), (62, "another name"), (7, "signature"),
    ])
    func `is told by what is wrong with it`(number: Int, words: String) {
        let failure = FetchFailure(
            curl: CURLE_PEER_FAILED_VERIFICATION, said: "bad signature", certificate: number,
            host: "a.example", proxy: nil, hasBegun: false)
        #expect(failure.code == .certificate && failure.message.contains(words))
    }

    @Test func `is told by its name, where that is wrong`() {
        let failure = FetchFailure(
            curl: CURLE_PEER_FAILED_VERIFICATION, said: "no alternative certificate subject name matches",
            certificate: 1,
            host: "a.example", proxy: nil, hasBegun: false)
        #expect(failure.message.contains("another name"))
    }
}
