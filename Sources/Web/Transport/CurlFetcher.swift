import Foundation
import Synchronization

/// Pages over libcurl: many at once, on one thread of its own.
///
/// Connections are kept and shared (HTTP/1.1 and HTTP/2), bodies are decompressed, and every limit of `FetchLimits`
/// holds. Redirects are followed here, one at a time, so that each one is judged before a connection is made: http and
/// https only, only to the host of `PageRequest.url` and its `allowedHosts`, and never to an address outside the
/// public internet, unless the request's own host and the exchange's are private by their very names
/// (`http://127.0.0.1:8080/`, `http://localhost/`, `http://dictionary/`). The address is judged when the socket is
/// opened, on what the name was resolved to, so a name that changes its address between two lookups gains nothing.
///
/// Through a proxy nobody here can tell which address is reached, so there only the names are judged. Cookies that a site
/// sets go back to it on the redirects of the same fetch, and no further.
///
/// Its thread ends, and what it held is freed, once the fetcher is released.
public final class CurlFetcher: PageFetcher {
    private let userAgent: UserAgent
    private let limits: FetchLimits
    private let access: NetworkAccess
    private let loop: CurlLoop

    /// Straight to the sites, unless `access` says otherwise.
    public convenience init(
        userAgent: UserAgent, limits: FetchLimits = FetchLimits(), access: NetworkAccess = NetworkAccess()
    ) {
        self.init(userAgent: userAgent, limits: limits, access: access, resolve: [])
    }

    /// - Parameter resolve: Fixed answers of the name lookup, as `host:port:address`: tests have no names of their own.
    package init(
        userAgent: UserAgent, limits: FetchLimits, access: NetworkAccess = NetworkAccess(), resolve: [String]
    ) {
        self.userAgent = userAgent
        self.limits = limits
        self.access = access
        loop = CurlLoop(resolve: resolve)
    }

    deinit { loop.stop() }

    /// The site's answer, whatever its status.
    ///
    /// Cancelling the task aborts the transfer and throws `.cancelled`.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        if Task.isCancelled { throw .cancelledFetch }
        let deadline = FetchDeadline(request: request, limits: limits)
        var route = try Route(request, limits: limits)
        var cookies = CookieJar()
        while true {
            let answer = try await loop.perform(exchange(to: route, of: request, with: cookies, deadline: deadline))
            guard let location = answer.redirect else {
                return Page(
                    url: request.url, finalURL: route.address.url, status: answer.status, headers: answer.headers,
                    body: answer.body)
            }
            cookies.take(answer.cookies, from: route.address)
            try route.follow(location)
            try await request.judgeRedirect?(route.address.url)
        }
    }

    private func exchange(
        to route: Route, of request: PageRequest, with cookies: CookieJar, deadline: FetchDeadline
    ) throws(FetchFailure) -> Exchange {
        var lines: [String] = []
        var cookie = cookies.field(for: route.address)
        var namesAgent = false
        for (name, value) in request.headers {
            if let fault = HeaderField.fault(name: name, value: value) { throw FetchFailure(.malformed, fault) }
            if route.hasChangedHost, HeaderField.hostBound.contains(name.lowercased()) { continue }
            if name.lowercased() == "user-agent" { namesAgent = true }
            if name.lowercased() == "cookie", let set = cookie {
                lines.append(Exchange.line(name, "\(value); \(set)"))
                cookie = nil
                continue
            }
            lines.append(Exchange.line(name, value))
        }
        if !namesAgent { lines.append(Exchange.line("User-Agent", userAgent.description)) }
        if let cookie { lines.append(Exchange.line("Cookie", cookie)) }
        return Exchange(
            address: route.address, headers: lines, mayBePrivate: route.mayBePrivate,
            proxy: access.proxies.proxy(for: route.address), authorities: access.authorities,
            prefix: request.scope == .robots ? PageRequest.Scope.robotsBytes : nil, limits: limits,
            end: try deadline.end()
        )
    }
}

/// The moment at which a fetch has to end, and the limit that says so.
private struct FetchDeadline {
    /// The earliest of all limits.
    private let first: Exchange.End

    init(request: PageRequest, limits: FetchLimits) {
        let now = ContinuousClock.now
        var ends = [
            Exchange.End(
                moment: now + limits.page,
                failure: FetchFailure(.timedOut, "The page was not complete within \(limits.page.figure)."))
        ]
        if let budget = request.budget {
            ends.append(
                Exchange.End(
                    moment: now + budget.remaining,
                    failure: FetchFailure(
                        .timedOut, "The \(budget.limit.figure) that a lookup may take at one source were over.")))
        }
        if let deadline = request.deadline {
            ends.append(
                Exchange.End(
                    moment: now + deadline.remaining(),
                    failure: FetchFailure(
                        .deadlinePassed, "The request's deadline passed while its page was fetched.")))
        }
        first = ends.min { $0.moment < $1.moment } ?? ends[0]
    }

    /// Throws where it has passed already.
    func end() throws(FetchFailure) -> Exchange.End {
        guard first.moment > ContinuousClock.now else { throw first.failure }
        return first
    }
}
