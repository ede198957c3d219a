import Foundation
import Lexicon
import TestSupport
import Testing

@testable import Web

@Suite struct CurlFetcherTests {
    let server: FaultServer

    init() async throws { server = try await FaultServer() }

    // MARK: What comes

    @Test func aPageComesWithItsStatusItsHeadersAndItsBody() async throws {
        server.respond(to: "/page") { _ in .page("<p>Wolke</p>", status: 404, headers: ["X-One": " 1 "]) }
        let page = try await fetch("/page")
        #expect(page.status == 404)
        #expect(page.headers["x-one"] == "1")
        #expect(page.text == "<p>Wolke</p>")
        #expect(page.url == server.url("/page"))
        #expect(page.finalURL == server.url("/page"))
    }

    @Test func repeatedAndFoldedHeadersAreJoined() async throws {
        let head = "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nX-B: one\r\n two\r\nContent-Length: 0\r\n\r\n"
        server.respond(to: "/page") { _ in Reply([.send(Array(head.utf8))]) }
        let page = try await fetch("/page")
        #expect(page.headers["x-a"] == "1, 2")
        #expect(page.headers["x-b"] == "one two")
    }

    @Test func anInterimAnswerLeavesNothingBehind() async throws {
        let early = "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        server.respond(to: "/page") { _ in Reply([.send(Array(early.utf8))]) }
        let page = try await fetch("/page")
        #expect(page.status == 200)
        #expect(page.headers["x-early"] == nil)
        #expect(page.text == "ok")
    }

    @Test func aCompressedPageIsUnpacked() async throws {
        let page = try await fetch(FaultRoute.gzip.path)
        #expect(page.text == "<p>plain</p>")
        let offered = server.requests(to: FaultRoute.gzip.path)[0].headers["accept-encoding"] ?? ""
        for encoding in ["gzip", "br", "zstd"] { #expect(offered.contains(encoding)) }
    }

    @Test(arguments: [FaultRoute.challenge, .tooMany, .unavailable])
    func aRefusalIsAPage(route: FaultRoute) async throws {
        let page = try await fetch(route.path)
        #expect(page.status >= 400)
        #expect(!page.body.isEmpty)
    }

    // MARK: What is sent

    @Test func theUserAgentIsOursUnlessTheSourceHasItsOwn() async throws {
        let own = try UserAgent(contact: "https://example.org/dico; ops@example.org")
        let fetcher = CurlFetcher(userAgent: own, limits: .patient)
        var request = request("/page")
        _ = try await fetcher.fetch(request)
        request.headers = ["user-agent": "Another/1", "X-Empty": "", "Accept-Language": "de"]
        _ = try await fetcher.fetch(request)
        let sent = server.requests(to: "/page").map(\.headers)
        #expect(sent[0]["user-agent"] == "dico/\(Program.version) (https://example.org/dico; ops@example.org)")
        #expect(sent[1]["user-agent"] == "Another/1")
        #expect(sent[1]["x-empty"] == "")
        #expect(sent[1]["accept-language"] == "de")
    }

    @Test(arguments: [["X": "a\r\nY: b"], ["Host": "other.example"], ["X Y": "1"], ["": "1"], ["X": "a\u{0}b"]])
    func aHeaderThatWouldBreakOutIsNotSent(headers: [String: String]) async throws {
        var request = request("/page")
        request.headers = headers
        await expect(.malformed, "header") { try await fetcher().fetch(request) }
        #expect(server.requests.isEmpty)
    }

    @Test func aDeadlineInAnotherAgeIsNoLimit() async throws {
        var request = request(FaultRoute.plain.path)
        for deadline in [Date.distantFuture, Date(timeIntervalSinceNow: .infinity)] {
            request.deadline = deadline
            #expect(try await fetcher().fetch(request).status == 200)
        }
    }

    @Test func aConnectionIsUsedAgain() async throws {
        let fetcher = try fetcher()
        for _ in 0..<5 { _ = try await fetcher.fetch(request("/page")) }
        #expect(server.requests.count == 5)
        #expect(server.connections == 1)
    }

    @Test func manyTransfersAreUnderWayAtOnce() async throws {
        let gate = Gate()
        for index in 0..<50 {
            server.respond(to: "/\(index)") { _ in Reply.page("\(index)").after(gate) }
        }
        let fetcher = try fetcher()
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for index in 0..<50 {
                group.addTask { (index, try await fetcher.fetch(request("/\(index)")).text) }
            }
            // None is answered before all have arrived.
            try await eventually { server.requests.count == 50 }
            gate.open()
            for try await (index, text) in group { #expect(text == "\(index)") }
        }
    }

    // MARK: Limits

    @Test func aSilentServerIsGivenUpAtTheFirstByteLimit() async throws {
        await expect(.timedOut, "no first byte within 200 ms") {
            try await fetch(FaultRoute.silence.path, FetchLimits(firstByte: .milliseconds(200)))
        }
        try await eventually { server.openConnections == 0 }
    }

    @Test func aSlowBodyIsGivenUpAtThePageLimit() async throws {
        await expect(.timedOut, "not complete within 200 ms") {
            try await fetch(FaultRoute.halfThenSilence.path, FetchLimits(page: .milliseconds(200)))
        }
    }

    @Test func aRedirectStartsNoNewPageLimit() async throws {
        server.respond(to: "/from") { _ in .redirect(to: "/fault/silence") }
        await expect(.timedOut, "not complete within 300 ms") {
            try await fetch("/from", FetchLimits(page: .milliseconds(300)))
        }
    }

    @Test func theDeadlineOfARequestBoundsItsFetch() async throws {
        var request = request(FaultRoute.halfThenSilence.path)
        request.deadline = Date(timeIntervalSinceNow: 0.2)
        await expect(.deadlinePassed, "deadline") { try await fetcher().fetch(request) }
    }

    @Test func aRequestWhoseDeadlineHasPassedIsNotSent() async throws {
        var request = request("/page")
        request.deadline = Date(timeIntervalSinceNow: -1)
        await expect(.deadlinePassed, "deadline") { try await fetcher().fetch(request) }
        #expect(server.connections == 0)
    }

    @Test(arguments: [FaultRoute.bomb, .endless])
    func aPageThatGrowsBeyondTheLimitIsCut(route: FaultRoute) async throws {
        await expect(.tooLarge, "larger than 5242880 bytes") { try await fetch(route.path) }
        try await eventually { server.openConnections == 0 }
    }

    @Test func `a page that is too large by its own header is not waited for`() async throws {
        server.respond(to: "/page") { _ in Reply([.send(Reply.head(length: (5 << 20) + 1)), .stall]) }
        await expect(.tooLarge, "larger than 5242880 bytes") { try await fetch("/page") }
        // Of a body in chunks the field says nothing.
        server.respond(to: "/chunks") { _ in
            let fields = ["Content-Length": "99999999", "Transfer-Encoding": "chunked"]
            return Reply([.send(Reply.head(headers: fields) + Array("2\r\nok\r\n0\r\n\r\n".utf8))])
        }
        #expect(try await fetch("/chunks").text == "ok")
    }

    @Test func aPageOfExactlyTheLimitIsTaken() async throws {
        server.respond(to: "/page") { _ in .page(Array(repeating: 0x61, count: 1_000)) }
        #expect(try await fetch("/page", FetchLimits(bodyBytes: 1_000)).body.count == 1_000)
        await expect(.tooLarge, "999 bytes") { try await fetch("/page", FetchLimits(bodyBytes: 999)) }
    }

    @Test func aHeaderThatGrowsBeyondTheLimitIsCut() async throws {
        await expect(.tooLarge, "65536 bytes") { try await fetch(FaultRoute.endlessHeader.path) }
    }

    // MARK: Faults

    @Test(arguments: [FaultRoute.drop, .reset, .lengthTooLong, .brokenChunk, .falseGzip, .noise])
    func aPageThatIsCutOrGarbledIsMalformed(route: FaultRoute) async throws {
        await expect(.malformed, "127.0.0.1") { try await fetch(route.path) }
    }

    @Test func aServerThatHangsUpIsUnreachable() async throws {
        await expect(.unreachable, "127.0.0.1 could not be reached") { try await fetch(FaultRoute.hangUp.path) }
    }

    @Test func aClosedPortIsUnreachable() async throws {
        let fetcher = try fetcher(FetchLimits(firstByte: .seconds(5), page: .seconds(5)))
        // A port that was free a moment ago may be another test's by now.
        let failure = try await eventually { () -> FetchFailure? in
            let url = "http://127.0.0.1:\(try await freePort())/"
            do throws(FetchFailure) {
                _ = try await fetcher.fetch(PageRequest(url: url, source: "de/test", word: "x"))
                return nil
            } catch {
                return error.code == .unreachable ? error : nil
            }
        }
        #expect(failure.message.contains("could not be reached"))
    }

    @Test(arguments: [
        "", "wiki/Wolke", "ftp://127.0.0.1/", "file:///etc/hostname", "http://", "http://a b/", "http://h/\u{0}",
    ])
    func whatIsNoAddressIsMalformed(url: String) async throws {
        await expect(.malformed, "no http or https address") {
            try await fetcher().fetch(PageRequest(url: url, source: "de/test", word: "x"))
        }
    }

    // MARK: Ends

    @Test func cancellingTheTaskAbortsTheTransfer() async throws {
        let fetcher = try fetcher()
        let task = Task { try await fetcher.fetch(request(FaultRoute.silence.path)) }
        try await eventually { server.requests.count == 1 }
        task.cancel()
        await expect(.cancelled, "cancelled") { try await task.value }
        try await eventually { server.openConnections == 0 }
    }

    @Test func aTaskThatWasCancelledBeforeAsksNothing() async throws {
        let fetcher = try fetcher()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await fetcher.fetch(request("/page"))
        }
        task.cancel()
        await expect(.cancelled, "cancelled") { try await task.value }
    }

    @Test func cancellationsInAnyMomentLeaveNoTransferBehind() async throws {
        let fetcher = try fetcher()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                let task = Task { _ = try? await fetcher.fetch(request(FaultRoute.silence.path)) }
                group.addTask {
                    for _ in 0..<(index * 7 % 50) { await Task.yield() }
                    task.cancel()
                    await task.value
                }
            }
        }
        try await eventually { server.openConnections == 0 }
        #expect(try await fetcher.fetch(request(FaultRoute.plain.path)).status == 200)
    }

    @Test func releasingTheFetcherClosesItsConnections() async throws {
        do {
            let fetcher = try fetcher()
            _ = try await fetcher.fetch(request("/page"))
            #expect(server.openConnections == 1)
        }
        try await eventually { server.openConnections == 0 }
    }
}

extension CurlFetcherTests {
    func fetcher(_ limits: FetchLimits = .patient) throws -> CurlFetcher {
        CurlFetcher(userAgent: try UserAgent(contact: nil), limits: limits)
    }

    func request(_ path: String) -> PageRequest {
        PageRequest(url: server.url(path), source: "de/test", word: "Wolke")
    }

    func fetch(_ path: String, _ limits: FetchLimits = .patient) async throws -> Page {
        try await fetcher(limits).fetch(request(path))
    }
}

extension FetchLimits {
    /// Times that no machine is too slow for, in tests that are about something else.
    static let patient = FetchLimits(firstByte: .seconds(120), page: .seconds(240))
}
