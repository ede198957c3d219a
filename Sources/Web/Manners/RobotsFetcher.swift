import Lexicon
import Logging
import Synchronization

/// Obeys robots.txt, as RFC 9309 has it, for the product token `dico`.
///
/// A file is asked for once, however many wait for it, and kept for 24 hours. Where a site has none (4xx), all may be
/// fetched; where it cannot be read (no connection, 5xx, 429, a redirect that leads nowhere or that nobody may follow, a
/// proxy that refuses), nothing is fetched for five minutes, and the failure has the code of what went wrong. A redirect
/// may lead to any host; its rules hold for the one that was asked. What the file forbids fails with
/// `.forbiddenByRobots`, whether it was asked for or a redirect leads there.
public final class RobotsFetcher: PageFetcher {
    private let next: any PageFetcher
    private let logger: Logger
    private let crawlDelay: @Sendable (_ delay: Duration, _ source: String) -> Void
    private let shelf = Mutex(RobotsShelf())

    /// - Parameter crawlDelay: Told, before each fetch, of the time that the site asks to leave between two fetches.
    public init(
        _ next: any PageFetcher, logger: Logger,
        crawlDelay: @escaping @Sendable (_ delay: Duration, _ source: String) -> Void = { _, _ in }
    ) {
        self.next = next
        self.logger = logger
        self.crawlDelay = crawlDelay
    }

    /// `.forbiddenByRobots`, without asking, where the site does not want it.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        crawlDelay(try await permit(request.url, for: request), request.source)
        var judged = request
        judged.judgeRedirect = { [self] url throws(FetchFailure) in _ = try await permit(url, for: request) }
        return try await next.fetch(judged)
    }

    /// Throws where the address may not be fetched; else returns the time that its site asks to leave between fetches.
    private func permit(_ url: String, for request: PageRequest) async throws(FetchFailure) -> Duration {
        guard let address = WebAddress(url) else {
            throw FetchFailure(.malformed, "\(quoted(url)) is no http or https address.")
        }
        switch try await robots(of: address, for: request) {
        case .none: return .zero
        case .rules(let rules):
            guard rules.allow(address.target) else {
                throw FetchFailure(
                    .forbiddenByRobots, "The robots.txt of \(address.host) forbids \(quoted(address.target)).")
            }
            return rules.crawlDelay
        case .unreadable(let failure):
            throw FetchFailure(
                failure.code,
                "The robots.txt of \(address.host) could not be read, so nothing is fetched from there for "
                    + "\(RobotsShelf.unreadableRest.figure): \(failure.message)", isRemembered: true)
        }
    }

    private func robots(of address: WebAddress, for request: PageRequest) async throws(FetchFailure) -> Robots {
        let waiting = Promise<Robots>()
        let (known, isFirst) = shelf.withLock { $0.ask(address.origin, waiting, at: .now) }
        if let known { return known }
        if isFirst { load(address, for: request) }
        let timer = request.remaining.map { remaining in
            Task {
                try await Task.sleep(for: remaining)
                waiting.resolve(
                    .failure(
                        FetchFailure(
                            .deadlinePassed,
                            "The request's time was over while the robots.txt of \(address.host) was fetched.")))
            }
        }
        defer { timer?.cancel() }
        return try await waiting.value
    }

    /// In a task of its own: whoever asked first may go away, and the others still wait.
    private func load(_ address: WebAddress, for request: PageRequest) {
        let robots = PageRequest(
            url: address.origin + "/robots.txt", source: request.source, word: request.word,
            headers: request.headers.filter { $0.key.lowercased() == "user-agent" }, scope: .robots)
        Task {
            let answer = Robots(await Result(fetching: robots, through: next))
            if case .unreadable(let failure) = answer {
                logger.warning(
                    "robots.txt unreadable", metadata: ["host": "\(address.host)", "reason": "\(failure)"])
            }
            for waiting in shelf.withLock({ $0.put(answer, for: address.origin, at: .now) }) {
                waiting.resolve(.success(answer))
            }
        }
    }
}
