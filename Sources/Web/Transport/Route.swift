import Lexicon

/// Where a fetch stands on its way through redirects, and where it may go from there.
struct Route {
    private(set) var address: WebAddress
    private(set) var redirects = 0

    private let first: WebAddress
    /// Nil for any.
    private let hosts: Set<String>?
    private let limit: Int

    /// Throws where the request's own address is none.
    init(_ request: PageRequest, limits: FetchLimits) throws(FetchFailure) {
        guard let address = WebAddress(request.url) else {
            throw FetchFailure(.malformed, "\(quoted(request.url)) is no http or https address.")
        }
        first = address
        self.address = address
        switch request.scope {
        case .page:
            hosts = Set(request.allowedHosts.map { $0.lowercased() }).union([address.host])
            limit = limits.redirects
        case .robots:
            hosts = nil
            limit = PageRequest.Scope.robotsRedirects
        }
    }

    var hasChangedHost: Bool { address.host != first.host }

    /// Whether the exchange may reach a private address: only where its own name says so, and the request's own did too.
    var mayBePrivate: Bool {
        HostRules.isPrivate(host: first.host) && HostRules.isPrivate(host: address.host)
    }

    /// Goes to where a Location field points.
    mutating func follow(_ location: String) throws(FetchFailure) {
        guard redirects < limit else {
            throw FetchFailure(
                .tooManyRedirects, "\(first.host) redirected more than \(limit) times, which is the limit.")
        }
        guard let next = WebAddress(location, relativeTo: address) else {
            throw FetchFailure(
                .redirectRefused, "\(address.host) redirected to \(quoted(location)), which is no http(s) address.")
        }
        guard hosts?.contains(next.host) != false else {
            throw FetchFailure(
                .redirectRefused,
                "\(address.host) redirected to \(quoted(next.host)), a host that the source does not name.")
        }
        if HostRules.isPrivate(host: next.host), !HostRules.isPrivate(host: first.host) {
            throw FetchFailure(
                .redirectRefused, "\(address.host) redirected to \(quoted(next.host)), which is in a private network.")
        }
        redirects += 1
        address = next
    }
}
