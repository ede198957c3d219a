import Lexicon
import Logging
import TestSupport
import Testing
import Web

@Suite struct PoliteFetcherTests {
    let server: FaultServer
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() async throws { server = try await FaultServer() }

    @Test func allMannersAreKeptTogether() async throws {
        server.respond(to: "/robots.txt") { _ in .page("User-agent: dico\nDisallow: /w/") }
        server.respond(to: "/wiki/Wolke") { [weak server] _ in
            (server?.requests(to: "/wiki/Wolke").count ?? 0) < 2 ? .page("", status: 503) : .page("Wolke")
        }
        let fetcher = PoliteFetcher(
            userAgent: try UserAgent(contact: "ops@example.org"), retries: RetryPolicy(base: .milliseconds(1)),
            logger: logger)
        fetcher.pacing.setShare(PaceShare(part: 0.5), of: "de")
        let pace = Pace(requestsPerSecond: 10_000, concurrency: 2)
        let page = try await fetcher.fetch(.some(server.url("/wiki/Wolke"), pace: pace))
        #expect(page.text == "Wolke")
        await expect(.forbiddenByRobots, "forbids") { try await fetcher.fetch(.some(server.url("/w/Wolke"))) }
        #expect(server.requests.map(\.path) == ["/robots.txt", "/wiki/Wolke", "/wiki/Wolke"])
        #expect(server.requests.allSatisfy { $0.headers["user-agent"] == "dico/\(Program.version) (ops@example.org)" })
    }

    /// The page's fetch has the only place of its source while the other host is asked for its file.
    @Test func `a redirect to a host whose robots txt cannot be read is followed nowhere, and tried once`() async throws
    {
        let other = try await FaultServer()
        other.respond(to: "/robots.txt") { _ in .page("", status: 503) }
        server.respond(to: "/wiki/away") { [port = other.port] _ in
            .redirect(to: "http://localhost:\(port)/wiki/Wolke")
        }
        let fetcher = PoliteFetcher(
            userAgent: try UserAgent(contact: nil), retries: RetryPolicy(tries: 3, base: .milliseconds(1)),
            logger: logger)
        var request = PageRequest.some(
            server.url("/wiki/away"), pace: Pace(requestsPerSecond: 10_000, concurrency: 1))
        request.allowedHosts = ["localhost"]
        await expect(.unreachable, "could not be read") { [request] in try await fetcher.fetch(request) }
        #expect(server.requests(to: "/wiki/away").count == 1)
        #expect(other.requests(to: "/wiki/Wolke").isEmpty)
    }

    @Test func aSourceThatIsDownCostsNothingAfterAWhile() async throws {
        let fetcher = PoliteFetcher(
            userAgent: try UserAgent(contact: nil), retries: RetryPolicy(tries: 2, base: .milliseconds(1)),
            circuit: CircuitPolicy(failures: 2, rest: .seconds(600)), logger: logger)
        for _ in 0..<2 { #expect(try await fetcher.fetch(.some(server.url(.unavailable))).status == 503) }
        await expect(.circuitOpen, "left alone") { try await fetcher.fetch(.some(server.url(.unavailable))) }
        #expect(server.requests(to: FaultRoute.unavailable.path).count == 4)
    }
}
