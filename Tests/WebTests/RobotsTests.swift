import Foundation
import Logging
import TestSupport
import Testing

@testable import Web

@Suite struct RobotsRulesTests {
    @Test(arguments: [
        ("User-agent: *\nCrawl-delay: 5", 5.0), ("User-agent: *\nCrawl-delay: 0.5\nDisallow: /", 0.5), ("", 0),
        ("User-agent: *\ncrawl-delay:2 # seconds", 2), ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: -1", 0), ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: *\nCrawl-delay: 1e9", 3_600), ("User-agent: *\nCrawl-delay: 1\nCrawl-delay: 3", 3),
        // Our own group counts alone.
        ("User-agent: *\nCrawl-delay: 9\nUser-agent: dico\nDisallow: /w/", 0),
        ("User-agent: dico\nUser-agent: b\nCrawl-delay: 4\n\nUser-agent: *\nCrawl-delay: 9", 4),
    ])
    func `a file may ask for time between two fetches`(file: String, seconds: Double) {
        #expect(RobotsRules(file.utf8, product: "dico").crawlDelay == .seconds(seconds))
    }

    @Test func `a delay that the site asks for holds for its source`() async throws {
        let site = ScriptedFetcher { request, _ in
            request.url.hasSuffix("/robots.txt") ? .some(200, "User-agent: *\nCrawl-delay: 100") : .some()
        }
        let polite = PoliteFetcher(over: site, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let pace = Pace(requestsPerSecond: 1_000, concurrency: 4)
        _ = try await polite.fetch(.some(pace: pace))
        #expect(polite.pacing.expectedWait(of: "de/test", pace, behind: 1) > .seconds(150))
    }

    @Test(arguments: [
        ("User-agent: *\nDisallow: /w/", "/w/index.php", false), ("User-agent: *\nDisallow: /w/", "/wiki/Wolke", true),
        ("user-agent: *\ndisallow:/w/ # comment", "/w/x", false), ("User-agent: *\nDisallow:", "/x", true),
        ("", "/x", true), ("Disallow: /", "/x", true), ("User-agent: other\nDisallow: /", "/x", true),
        // Our own group counts alone, however its name is written.
        ("User-agent: *\nDisallow: /\n\nUser-agent: Dico/2.0\nAllow: /wiki/", "/x", true),
        ("User-agent: DICO\nDisallow: /\nUser-agent: *\nAllow: /", "/x", false),
        ("User-agent: dicobot\nDisallow: /", "/x", true),
        ("User-agent: dico\nDisallow: /a\nUser-agent: b\nDisallow: /c\nUser-agent: dico\nDisallow: /d", "/d", false),
        ("User-agent: dico\nUser-agent: b\n\nDisallow: /c", "/c", false),
        ("User-agent: a\nSitemap: /s\nUser-agent: dico\nDisallow: /c", "/c", false),
        ("User-agent: a\nDisallow: /c\nUser-agent: b\nDisallow: /d", "/c", true),
        // The longest rule decides, and of two as long the one that allows.
        ("User-agent: *\nDisallow: /wiki/\nAllow: /wiki/Wolke", "/wiki/Wolke", true),
        ("User-agent: *\nAllow: /wiki/Wolke\nDisallow: /wiki/", "/wiki/Wol", false),
        ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true),
        ("User-agent: *\nAllow: /page\nDisallow: /*.html", "/page.html", false),
        // Wild cards.
        ("User-agent: *\nDisallow: *.php$", "/a/b.php", false), ("User-agent: *\nDisallow: /*.php$", "/b.php?x", true),
        ("User-agent: *\nDisallow: /a*b*c", "/aXbXcX", false), ("User-agent: *\nDisallow: /a*b*c", "/aXcXb", true),
        ("User-agent: *\nDisallow: /$", "/", false), ("User-agent: *\nDisallow: /$", "/x", true),
        ("User-agent: *\nDisallow: /*?q=*$", "/s?q=1", false), ("User-agent: *\nDisallow: /a*a$", "/a", true),
        ("User-agent: *\nDisallow: /fish*", "/fishing", false), ("User-agent: *\nDisallow: /", "/robots.txt", true),
        // Spellings.
        ("User-agent: *\nDisallow: /wiki/云", "/wiki/%E4%BA%91", false),
        ("User-agent: *\nDisallow: /wiki/%e4%ba%91", "/wiki/%E4%BA%91x", false),
        ("User-agent: *\nDisallow: /%61", "/a", false), ("User-agent: *\nDisallow: /a%2Fb", "/a/b", true),
        ("\u{FEFF}User-agent: *\r\nDisallow: /a\r\n", "/a", false), ("User-agent: *\rDisallow: /a", "/a", false),
        ("<html>not found</html>", "/a", true),
        // Reserved characters, as they are or escaped on either side.
        ("User-agent: *\nDisallow: /wiki/Special:", "/wiki/Special%3ARandom", false),
        ("User-agent: *\nDisallow: /wiki/Special%3a", "/wiki/Special:Random", false),
        (
            "User-agent: *\nDisallow: /a(b)'c,d;e!f@g$h&i+j=k<l>",
            "/a%28b%29%27c%2Cd%3Be%21f%40g%24h%26i%2Bj%3Dk%3Cl%3E", false
        ),
        ("User-agent: *\nDisallow: /wiki/AC/DC", "/wiki/AC%2FDC", false),
        ("User-agent: *\nDisallow: /wiki/a%2fb", "/wiki/a%2Fb", false),
        ("User-agent: *\nDisallow: /wiki/a%2fb", "/wiki/a/b", true),
        ("User-agent: *\nDisallow: /wiki/x/", "/wiki/x%2", true),
        ("User-agent: *\nDisallow: /*?", "/wiki/What%3F", true),
        ("User-agent: *\nDisallow: /*?", "/wiki/What?x", false),
        ("User-agent: *\nDisallow: /s?u=http://a/", "/s?u=http%3A%2F%2Fa%2F", false),
        ("User-agent: *\nDisallow: /s?u=http%3A%2F%2Fa", "/s?u=http://a", false),
        ("User-agent: *\nDisallow: /wiki/%2A", "/wiki/x", true),
        ("User-agent: *\nDisallow: /wiki/%2A", "/wiki/*", false),
        ("User-agent: *\nDisallow: /a%24", "/a$b", false), ("User-agent: *\nDisallow: /a$b", "/a%24b", false),
        ("User-agent: *\nDisallow: /a%", "/a%25", false), ("User-agent: *\nDisallow: /a%+1", "/a%25%2B1", false),
        ("User-agent: *\nDisallow: /a b", "/a%20b", false), ("User-agent: *\nDisallow: /x:\nAllow: /x%3a", "/x:", true),
        ("User-agent: *\nDisallow: /x:\nAllow: /x*y", "/x:y", true),
        // Typing errors.
        ("User-agent: *\nDissallow: /a", "/a", false), ("User-agent: *\ndissalow: /a", "/a", false),
        ("User-agent: *\nDisalow: /a", "/a", false), ("User-agent: *\nDiasllow:/a", "/a", false),
        ("User-agent: *\nDisallaw : /a", "/a", false), ("Useragent: *\nDisallow: /a", "/a", false),
        ("User agent: *\nDisallow: /a", "/a", false), ("user-agent *\nDisallow /a", "/a", false),
        ("User-agent: *\nDisallow\t/a # all of it", "/a", false),
        ("User-agent: *\n  Disallow /wiki/Special:", "/wiki/Special%3Ax", false),
        ("User-agent: *\nDisallow /a b", "/a", true), ("User-agent: *\nDisallow", "/a", true),
        ("User-agent: *\u{C}\nDisallow: /a\u{C}", "/ab", false),
        ("User-agent: *\u{B}\nDisallow:\u{B}/a \u{B}", "/ab", false),
        ("\u{C}User-agent: *\n\u{C}Disallow\u{C}:\u{C}/a$\u{C}\r\n", "/a", false),
        ("User-agent: *\u{C}all\nDisallow /a\u{B}", "/a", false),
        ("User-agent: * all of you\nDisallow: /a", "/a", false), ("User-agent: *\nForbid: /a", "/a", true),
    ])
    func aFileAllowsOrForbids(file: String, target: String, allowed: Bool) {
        #expect(RobotsRules(file.utf8, product: "dico").allow(target) == allowed)
    }

    /// Patterns that take naive matching for ever.
    @Test func aHostileFileIsJudgedAtOnce() {
        let stars = String(repeating: "*a", count: 2_000)
        let file = "User-agent: *\nDisallow: /\(stars)b$"
        #expect(RobotsRules(file.utf8, product: "dico").allow("/" + String(repeating: "a", count: 8_000)))
    }
}

@Suite struct RobotsShelfTests {
    let start = ContinuousClock.now

    @Test func aFileIsKeptForADayAndAFailureForFiveMinutes() {
        var shelf = RobotsShelf()
        #expect(shelf.ask("a", Promise(), at: start).isFirst)
        _ = shelf.put(.none, for: "a", at: start)
        #expect(shelf.ask("a", Promise(), at: start + .seconds(86_399)).known != nil)
        #expect(shelf.ask("a", Promise(), at: start + .seconds(86_400)).isFirst)
        _ = shelf.put(.unreadable(.cancelledFetch), for: "a", at: start)
        #expect(shelf.ask("a", Promise(), at: start + .seconds(299)).known != nil)
        #expect(shelf.ask("a", Promise(), at: start + .seconds(300)).isFirst)
    }

    @Test func oneFetchesAndTheOthersWait() {
        var shelf = RobotsShelf()
        #expect(shelf.ask("a", Promise(), at: start).isFirst)
        #expect(!shelf.ask("a", Promise(), at: start).isFirst)
        #expect(shelf.ask("b", Promise(), at: start).isFirst)
        #expect(shelf.put(.none, for: "a", at: start).count == 2)
    }
}

@Suite struct RobotsFetcherTests {
    let server: FaultServer
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() async throws {
        server = try await FaultServer()
        server.respond(to: "/wiki/Wolke") { _ in .page("Wolke") }
        server.respond(to: "/w/Wolke") { _ in .page("Wolke") }
    }

    @Test func whatIsForbiddenIsNotAsked() async throws {
        serve("User-agent: *\nDisallow: /w/")
        let fetcher = try fetcher()
        #expect(try await fetcher.fetch(request("/wiki/Wolke")).text == "Wolke")
        await expect(.forbiddenByRobots, "forbids \"/w/Wolke\"") { try await fetcher.fetch(request("/w/Wolke")) }
        #expect(server.requests(to: "/w/Wolke").isEmpty)
        #expect(server.requests(to: "/robots.txt").count == 1)
    }

    @Test func aRedirectIsNoWayAroundTheFile() async throws {
        serve("User-agent: *\nDisallow: /w/")
        server.respond(to: "/wiki/away") { _ in .redirect(to: "/w/Wolke") }
        server.respond(to: "/wiki/on") { _ in .redirect(to: "/wiki/Wolke") }
        let fetcher = try fetcher()
        await expect(.forbiddenByRobots, "forbids \"/w/Wolke\"") { try await fetcher.fetch(request("/wiki/away")) }
        #expect(server.requests(to: "/w/Wolke").isEmpty)
        #expect(try await fetcher.fetch(request("/wiki/on")).text == "Wolke")
    }

    @Test func `a redirect is judged by the file of the host that it leads to, before that is asked`() async throws {
        let other = try await FaultServer()
        other.respond(to: "/robots.txt") { _ in .page("User-agent: *\nDisallow: /w/") }
        other.respond(to: "/wiki/Wolke") { _ in .redirect(to: "/w/Wolke") }
        server.respond(to: "/wiki/away") { [port = other.port] _ in
            .redirect(to: "http://localhost:\(port)/wiki/Wolke")
        }
        var request = request("/wiki/away")
        request.allowedHosts = ["localhost"]
        await expect(.forbiddenByRobots, "The robots.txt of localhost forbids \"/w/Wolke\"") { [request] in
            try await fetcher().fetch(request)
        }
        #expect(other.requests.map(\.target) == ["/robots.txt", "/wiki/Wolke"])
    }

    @Test func manyWhoAskAtOnceFetchOneFile() async throws {
        let gate = Gate()
        server.respond(to: "/robots.txt") { _ in Reply.page("User-agent: *\nAllow: /").after(gate) }
        let fetcher = try fetcher()
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await fetcher.fetch(request("/wiki/Wolke")).text } }
            try await eventually { server.requests(to: "/robots.txt").count == 1 }
            gate.open()
            for try await text in group { #expect(text == "Wolke") }
        }
        #expect(server.requests(to: "/robots.txt").count == 1)
    }

    @Test(arguments: [404, 403, 401, 410])
    func withoutAFileAllIsAllowed(status: Int) async throws {
        server.respond(to: "/robots.txt") { _ in .page("", status: status) }
        #expect(try await fetcher().fetch(request("/wiki/Wolke")).text == "Wolke")
    }

    @Test(arguments: [500, 503, 429])
    func aFileThatCannotBeReadForbidsAll(status: Int) async throws {
        server.respond(to: "/robots.txt") { _ in .page("", status: status) }
        let fetcher = try fetcher()
        for _ in 0..<2 {
            await expect(.unreachable, "nothing is fetched from there for 300 s") {
                try await fetcher.fetch(request("/wiki/Wolke"))
            }
        }
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [301, 302, 303, 307, 308, 300])
    func `a redirect that leads nowhere is no permission`(status: Int) async throws {
        server.respond(to: "/robots.txt") { _ in .page("", status: status) }
        await expect(.unreachable, "the answer was status \(status), which leads nowhere") {
            try await fetcher().fetch(request("/wiki/Wolke"))
        }
        #expect(server.requests.map(\.path) == ["/robots.txt"])
    }

    @Test func `the refusal of a proxy is no permission`() async throws {
        server.respond(to: "/robots.txt") { _ in .page("", status: 407) }
        await expect(.proxyRefused, "nothing is fetched from there") {
            try await fetcher().fetch(request("/wiki/Wolke"))
        }
        #expect(server.requests.map(\.path) == ["/robots.txt"])
    }

    @Test func whoGoesAwayDoesNotTakeTheFileAlong() async throws {
        let gate = Gate()
        server.respond(to: "/robots.txt") { _ in Reply.page("", status: 404).after(gate) }
        let fetcher = try fetcher()
        let first = Task { try await fetcher.fetch(request("/wiki/Wolke")) }
        try await eventually { server.requests.count == 1 }
        first.cancel()
        await expect(.cancelled, "cancelled") { try await first.value }
        var second = request("/wiki/Wolke")
        second.deadline = Date(timeIntervalSinceNow: 0.05)
        await expect(.deadlinePassed, "robots.txt") { try await fetcher.fetch(second) }
        gate.open()
        #expect(try await fetcher.fetch(request("/wiki/Wolke")).text == "Wolke")
        #expect(server.requests(to: "/robots.txt").count == 1)
    }

    @Test func onlyTheFirstPartOfALongFileIsRead() async throws {
        let filler = String(repeating: "# a comment of no importance at all\n", count: 20_000)
        serve("User-agent: *\nDisallow: /w/\n\(filler)Disallow: /wiki/")
        let fetcher = try fetcher()
        #expect(try await fetcher.fetch(request("/wiki/Wolke")).text == "Wolke")
        await expect(.forbiddenByRobots, "forbids") { try await fetcher.fetch(request("/w/Wolke")) }
    }

    @Test(arguments: [500 << 10, 6 << 20])
    func aFileOfAnySizeIsReadToItsLastWholeLine(size: Int) async throws {
        let head = "User-agent: *\nDisallow: /w/\n"
        // The first part that is read ends within this line.
        let filler = String(repeating: "#", count: (500 << 10) - head.utf8.count - 15)
        let tail = String(repeating: "\n# and so on", count: max(0, size - (500 << 10)) / 12)
        serve(head + filler + "\nDisallow: /wiki/ark/\n" + tail)
        let fetcher = try fetcher()
        #expect(try await fetcher.fetch(request("/wiki/Wolke")).text == "Wolke")
        await expect(.forbiddenByRobots, "forbids") { try await fetcher.fetch(request("/w/Wolke")) }
    }

    @Test func aFileOnAnotherHostIsReadThereAndHoldsHere() async throws {
        let other = try await FaultServer()
        other.respond(to: "/robots.txt") { _ in .page("User-agent: *\nDisallow: /w/") }
        server.respond(to: "/robots.txt") { [port = other.port] _ in
            .redirect(to: "http://localhost:\(port)/robots.txt")
        }
        let fetcher = try fetcher()
        #expect(try await fetcher.fetch(request("/wiki/Wolke")).text == "Wolke")
        await expect(.forbiddenByRobots, "forbids") { try await fetcher.fetch(request("/w/Wolke")) }
    }

    @Test func aFileThatNoRedirectLeadsToIsNoPermission() async throws {
        server.respond(to: "/robots.txt") { _ in .redirect(to: "/robots.txt") }
        await expect(.tooManyRedirects, "nothing is fetched") { try await fetcher().fetch(request("/wiki/Wolke")) }
        #expect(server.requests(to: "/robots.txt").count == 6)
        server.respond(to: "/robots.txt") { _ in .redirect(to: "ftp://elsewhere.example/robots.txt") }
        await expect(.redirectRefused, "nothing is fetched") { try await fetcher().fetch(request("/wiki/Wolke")) }
        #expect(server.requests(to: "/wiki/Wolke").isEmpty)
    }

    private func serve(_ file: String) {
        server.respond(to: "/robots.txt") { _ in .page(file, headers: ["Content-Type": "text/plain"]) }
    }

    private func fetcher() throws -> RobotsFetcher {
        RobotsFetcher(CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient), logger: logger)
    }

    private func request(_ path: String) -> PageRequest { .some(server.url(path)) }
}
