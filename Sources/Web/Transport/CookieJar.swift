import Foundation

/// The cookies of one fetch: what a site sets on the way from redirect to redirect, it gets back there. They end with the
/// fetch.
///
/// By RFC 6265, but for their time: a cookie that is to be deleted goes, every other stays until the end.
struct CookieJar {
    private struct Cookie {
        let name: String
        let value: String
        let domain: String
        /// Whether hosts below `domain` get it too.
        let isForSubdomains: Bool
        let path: String
        let isSecure: Bool
    }

    private var cookies: [Cookie] = []

    /// A site that sets more, or longer ones, does not mean well.
    private static let limit = 50
    private static let longest = 4_096

    /// Takes what the answer of `address` sets: the values of its Set-Cookie fields.
    mutating func take(_ fields: [String], from address: WebAddress) {
        for field in fields where field.utf8.count <= Self.longest {
            guard let (cookie, isDeleted) = Self.parse(field, address) else { continue }
            cookies.removeAll { $0.name == cookie.name && $0.domain == cookie.domain && $0.path == cookie.path }
            if !isDeleted, cookies.count < Self.limit { cookies.append(cookie) }
        }
    }

    /// The value of the Cookie field for `address`; nil for none.
    func field(for address: WebAddress) -> String? {
        let path = Self.path(of: address)
        let fitting = cookies.filter { cookie in
            (!cookie.isSecure || address.scheme == "https") && Self.isPath(path, below: cookie.path)
                && (address.host == cookie.domain
                    || cookie.isForSubdomains && Self.isHost(address.host, below: cookie.domain))
        }
        return fitting.isEmpty ? nil : fitting.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    private static func parse(_ field: String, _ address: WebAddress) -> (Cookie, isDeleted: Bool)? {
        let parts = field.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard let pair = parts.first, let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
            return nil
        }
        let (name, value) = (trimmed(pair[..<equals]), trimmed(pair[pair.index(after: equals)...]))
        guard (name + value).utf8.allSatisfy({ $0 > 0x1F && $0 != 0x7F }) else { return nil }
        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let key = part.prefix { $0 != "=" }
            attributes[trimmed(key).lowercased()] = trimmed(part.dropFirst(key.count + 1))
        }
        var domain = (attributes["domain"] ?? "").lowercased()
        if domain.hasPrefix(".") { domain.removeFirst() }
        // One for a whole country, or for another site, is nobody's.
        guard domain.isEmpty || domain == address.host || domain.contains(".") && isHost(address.host, below: domain)
        else { return nil }
        let path = attributes["path"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let cookie = Cookie(
            name: name, value: value, domain: domain.isEmpty ? address.host : domain,
            isForSubdomains: !domain.isEmpty, path: path ?? directory(of: Self.path(of: address)),
            isSecure: attributes["secure"] != nil)
        return (cookie, isDeleted: isOver(attributes))
    }

    /// Whether a cookie's time is over as it comes: by its age, or else by its date. One that cannot be read says nothing.
    private static func isOver(_ attributes: [String: String]) -> Bool {
        if let age = attributes["max-age"].flatMap({ Double($0) }) { return age <= 0 }
        return attributes["expires"].flatMap { Date(inField: $0) }.map { $0 <= Date() } ?? false
    }

    private static func isHost(_ host: String, below domain: String) -> Bool {
        host.hasSuffix("." + domain) && IPAddress(host) == nil
    }

    private static func isPath(_ path: String, below other: String) -> Bool {
        path == other || path.hasPrefix(other) && (other.hasSuffix("/") || path.dropFirst(other.count).first == "/")
    }

    private static func path(of address: WebAddress) -> String { String(address.target.prefix { $0 != "?" }) }

    private static func directory(of path: String) -> String {
        guard let last = path.lastIndex(of: "/"), last > path.startIndex else { return "/" }
        return String(path[..<last])
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
