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

    @Test func aSourceThatIsDownCostsNothingAfterAWhile() async throws {
        let fetcher = PoliteFetcher(
            userAgent: try UserAgent(contact: nil), retries: RetryPolicy(tries: 2, base: .milliseconds(1)),
            circuit: CircuitPolicy(failures: 2, rest: .seconds(600)), logger: logger)
        for _ in 0..<2 { #expect(try await fetcher.fetch(.some(server.url(.unavailable))).status == 503) }
        await expect(.circuitOpen, "left alone") { try await fetcher.fetch(.some(server.url(.unavailable))) }
        #expect(server.requests(to: FaultRoute.unavailable.path).count == 4)
    }
}
