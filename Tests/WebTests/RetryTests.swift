import Foundation
import TestSupport
import Testing

@testable import Web

@Suite struct RetriesTests {
    @Test func theWaitIsARandomPartOfADoublingTime() {
        var retries = Retries(RetryPolicy(tries: 5, base: .seconds(1), cap: .seconds(3)))
        #expect(next(&retries, luck: 0.5) == .retry(after: .milliseconds(500)))
        #expect(next(&retries, luck: 0.5) == .retry(after: .seconds(1)))
        #expect(next(&retries, luck: 0.5) == .retry(after: .milliseconds(1_500)))
        #expect(next(&retries, luck: 0) == .retry(after: .zero))
        #expect(next(&retries, luck: 0.5) == .giveBack)
    }

    @Test func whatWillNotPassIsGivenBack() {
        var retries = Retries(RetryPolicy())
        #expect(retries.next(isPassing: false, retryAfter: nil, remaining: nil, luck: 0) == .giveBack)
    }

    @Test func theSitesWishIsWaitedOut() {
        var retries = Retries(RetryPolicy(base: .seconds(1)))
        #expect(next(&retries, retryAfter: .seconds(7), luck: 0.9) == .retry(after: .seconds(7)))
        #expect(next(&retries, retryAfter: .zero, luck: 0.5) == .retry(after: .seconds(1)))
    }

    @Test func aWaitBeyondTheDeadlineIsNotBegun() {
        var retries = Retries(RetryPolicy(base: .seconds(1)))
        #expect(next(&retries, retryAfter: .seconds(7), remaining: .seconds(7)) == .giveBack)
        retries = Retries(RetryPolicy(base: .seconds(10)))
        #expect(next(&retries, remaining: .seconds(4), luck: 0.5) == .giveBack)
        retries = Retries(RetryPolicy(patience: .seconds(60)))
        #expect(next(&retries, retryAfter: .seconds(60)) == .giveBack)
    }

    private func next(
        _ retries: inout Retries, retryAfter: Duration? = nil, remaining: Duration? = nil, luck: Double = 0
    ) -> Retries.Action {
        retries.next(isPassing: true, retryAfter: retryAfter, remaining: remaining, luck: luck)
    }
}

@Suite struct PassingTroubleTests {
    @Test(arguments: [429, 500, 502, 503, 504, 520, 524])
    func theseStatusesPass(status: Int) { #expect(Page.some(status).isPassingTrouble) }

    @Test(arguments: [200, 301, 400, 403, 404, 410, 501, 505])
    func theseDoNot(status: Int) { #expect(!Page.some(status).isPassingTrouble) }

    @Test func aBotWallDoesNotPass() {
        #expect(!Page.some(503, headers: ["cf-mitigated": "challenge"]).isPassingTrouble)
    }

    /// 784111777 is the moment of RFC 9110's examples.
    @Test(arguments: [
        ("120", Duration.seconds(120)), ("0", .zero), ("Sun, 06 Nov 1994 08:49:37 GMT", .seconds(37)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", .seconds(37)), ("Sun Nov  6 08:49:37 1994", .seconds(37)),
        ("Sat, 05 Nov 1994 08:49:37 GMT", .zero), ("1994-11-06T08:49:37Z", .seconds(37)),
        ("Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", .seconds(37)),
        ("2.5", .seconds(3)), ("0.2", .seconds(1)), ("120, 120", .seconds(120)), (" 7 , 9", .seconds(7)),
        ("+30", .seconds(30)), ("120 seconds", .seconds(120)), ("120s", .seconds(120)), ("2 min", .seconds(120)),
        ("1500ms", .seconds(2)), ("99999999999", .seconds(86_400)), ("99999999999999999999999", .seconds(86_400)),
        // What cannot be read is a minute.
        ("-5", .seconds(60)), ("soon", .seconds(60)), ("", .seconds(60)), ("12 apples", .seconds(60)),
        ("0x10", .seconds(60)), ("1.2.3", .seconds(60)), ("Someday 5", .seconds(60)),
    ])
    func retryAfterIsReadInEveryForm(value: String, wait: Duration) {
        let now = Date(timeIntervalSince1970: 784_111_740)
        #expect(Page.some(429, headers: ["retry-after": value]).retryAfter(now: now) == wait)
    }

    @Test(arguments: [-3_600.0, 0, 3_600]) func aDateIsMeantByTheSitesOwnClock(offset: Double) {
        let page = Page.some(
            503,
            headers: ["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT", "date": "Sun, 06 Nov 1994 08:49:33 GMT"])
        #expect(page.retryAfter(now: Date(timeIntervalSince1970: 784_111_773 + offset)) == .seconds(4))
    }

    @Test func withoutTheFieldThereIsNoWish() { #expect(Page.some(429).retryAfter(now: Date()) == nil) }
}

@Suite struct RetryingFetcherTests {
    let quick = RetryPolicy(base: .milliseconds(1))

    @Test(arguments: [FetchFailure.Code.unreachable, .timedOut, .malformed])
    func aPassingFailureIsTriedAgain(code: FetchFailure.Code) async throws {
        let site = ScriptedFetcher { _, number throws(FetchFailure) in
            if number < 3 { throw FetchFailure(code, "not now") }
            return .some()
        }
        #expect(try await RetryingFetcher(site, policy: quick).fetch(.some()).status == 200)
        #expect(site.requests.count == 3)
    }

    @Test(arguments: [FetchFailure.Code.tooLarge, .redirectRefused, .privateAddress, .certificate, .cancelled])
    func anotherFailureIsNot(code: FetchFailure.Code) async throws {
        let site = ScriptedFetcher { _, _ throws(FetchFailure) in throw FetchFailure(code, "never") }
        await expect(code, "never") { try await RetryingFetcher(site, policy: quick).fetch(.some()) }
        #expect(site.requests.count == 1)
    }

    @Test func theLastOutcomeIsGivenBackAfterTheLastTry() async throws {
        let site = ScriptedFetcher { _, number in .some(502 + number % 2) }
        #expect(try await RetryingFetcher(site, policy: quick).fetch(.some()).status == 503)
        #expect(site.requests.count == 3)
    }

    @Test func aLongRetryAfterGivesTheAnswerBackAtOnce() async throws {
        let site = ScriptedFetcher { _, _ in .some(429, headers: ["retry-after": "3600"]) }
        let request = PageRequest.some(deadline: Date(timeIntervalSinceNow: 600))
        #expect(try await RetryingFetcher(site, policy: quick).fetch(request).status == 429)
        #expect(site.requests.count == 1)
    }

    @Test func cancellingEndsTheWait() async throws {
        let site = ScriptedFetcher { _, _ in .some(429, headers: ["retry-after": "600"]) }
        let request = PageRequest.some(deadline: Date(timeIntervalSinceNow: 3_600))
        let task = Task { try await RetryingFetcher(site, policy: quick).fetch(request) }
        try await eventually { site.requests.count == 1 }
        task.cancel()
        await expect(.cancelled, "cancelled") { try await task.value }
    }

    @Test func aServerThatRecoversIsAskedUntilItAnswers() async throws {
        let server = try await FaultServer()
        server.respond(to: "/page") { [weak server] _ in
            (server?.requests(to: "/page").count ?? 0) < 3 ? .page("Back soon.", status: 503) : .page("back")
        }
        let fetcher = RetryingFetcher(
            CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient), policy: quick)
        #expect(try await fetcher.fetch(.some(server.url("/page"))).text == "back")
    }
}
