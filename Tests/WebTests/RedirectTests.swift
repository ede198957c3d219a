import Foundation
import TestSupport
import Testing

@testable import Web

@Suite struct RedirectTests {
    let server: FaultServer

    init() async throws { server = try await FaultServer() }

    @Test(arguments: [301, 302, 303, 307, 308])
    func aRedirectOnTheSameHostIsFollowed(status: Int) async throws {
        server.respond(to: "/from") { _ in .redirect(to: "to?a=b#part", status: status) }
        server.respond(to: "/to") { _ in .page("there") }
        let page = try await fetch("/from")
        #expect(page.text == "there")
        #expect(page.url == server.url("/from"))
        #expect(page.finalURL == server.url("/to?a=b"))
        #expect(server.requests.last?.target == "/to?a=b")
    }

    @Test func aRedirectWithRawLettersIsEncoded() async throws {
        server.respond(to: "/from") { _ in .redirect(to: "/wiki/Élan vital") }
        server.respond(to: "/wiki/%c3%89lan%20vital") { _ in .page("there") }
        #expect(try await fetch("/from").text == "there")
    }

    @Test(arguments: [304, 300])
    func otherStatusesAreAnswers(status: Int) async throws {
        server.respond(to: "/from") { _ in .page("", status: status, headers: ["Location": "/to"]) }
        #expect(try await fetch("/from").status == status)
    }

    @Test func aRedirectWithoutLocationIsAnAnswer() async throws {
        server.respond(to: "/from") { _ in .page("moved", status: 302) }
        #expect(try await fetch("/from").text == "moved")
    }

    @Test func aLoopEndsAtTheLimit() async throws {
        await expect(.tooManyRedirects, "more than 5 times") { try await fetch(FaultRoute.loop.path) }
        #expect(server.requests.count == 6)
    }

    @Test func aHostThatTheSourceDoesNotNameIsRefused() async throws {
        await expect(.redirectRefused, "\"elsewhere.example\"") { try await fetch(FaultRoute.toOtherHost.path) }
        await expect(.redirectRefused, "\"10.0.0.1\"") { try await fetch(FaultRoute.toPrivateAddress.path) }
        await expect(.redirectRefused, "no http(s) address") { try await fetch(FaultRoute.toFile.path) }
    }

    /// Spellings of one address that resolvers and browsers take for another.
    @Test(arguments: ["http://127.0.0.1@elsewhere.example/", "//elsewhere.example/"])
    func aDisguisedHostIsRefused(location: String) async throws {
        server.respond(to: "/from") { _ in .redirect(to: location) }
        await expect(.redirectRefused, "redirected to") { try await fetch("/from") }
    }

    @Test func aHostThatTheSourceNamesIsFollowedThereWithoutSecrets() async throws {
        server.respond(to: "/from") { [port = server.port] _ in .redirect(to: "http://localhost:\(port)/to") }
        server.respond(to: "/to") { _ in .page("there") }
        var request = request("/from")
        request.allowedHosts = ["LOCALHOST"]
        request.headers = ["Authorization": "secret", "Cookie": "secret", "X-Mine": "1"]
        #expect(try await fetcher().fetch(request).text == "there")
        #expect(server.requests(to: "/from")[0].headers["authorization"] == "secret")
        let second = server.requests(to: "/to")[0].headers
        #expect(second["authorization"] == nil)
        #expect(second["cookie"] == nil)
        #expect(second["x-mine"] == "1")
    }

    // MARK: Private addresses

    @Test func aPublicNameThatLeadsToAPrivateAddressIsRefusedBeforeConnecting() async throws {
        let request = PageRequest(
            url: "http://dictionary.example:\(server.port)/", source: "de/test", word: "Wolke")
        await expect(.privateAddress, "private address") {
            try await fetcher(resolving: "dictionary.example").fetch(request)
        }
        #expect(server.connections == 0)
    }

    @Test func aRedirectToAPublicNameWithAPrivateAddressIsRefused() async throws {
        server.respond(to: "/from") { [port = server.port] _ in .redirect(to: "http://dictionary.example:\(port)/to") }
        var request = request("/from")
        request.allowedHosts = ["dictionary.example"]
        await expect(.privateAddress, "dictionary.example leads to a private address") {
            try await fetcher(resolving: "dictionary.example").fetch(request)
        }
        #expect(server.requests.count == 1)
    }

    @Test func aKeptConnectionIsNoWayAroundTheRule() async throws {
        // The first request may reach the private address, the second names a public host, whose name is resolved to
        // the same address: no connection of the first serves the second.
        let fetcher = try fetcher(resolving: "dictionary.example")
        _ = try await fetcher.fetch(request("/page"))
        let second = PageRequest(
            url: "http://dictionary.example:\(server.port)/", source: "de/test", word: "Wolke",
            allowedHosts: ["127.0.0.1"])
        await expect(.privateAddress, "private address") { try await fetcher.fetch(second) }
        #expect(server.requests.count == 1)
    }
}

extension RedirectTests {
    func fetcher(resolving name: String? = nil) throws -> CurlFetcher {
        CurlFetcher(
            userAgent: try UserAgent(contact: nil), limits: .patient,
            resolve: name.map { ["\($0):\(server.port):127.0.0.1"] } ?? [])
    }

    func request(_ path: String) -> PageRequest {
        PageRequest(url: server.url(path), source: "de/test", word: "Wolke")
    }

    func fetch(_ path: String) async throws -> Page { try await fetcher().fetch(request(path)) }
}
