import Foundation
import Lexicon
import Secrets

/// One server that requests go through.
struct Proxy: Sendable, Hashable {
    /// As libcurl takes it, with the user name and password that were given.
    let url: Secret
    /// For messages: without those.
    let name: String

    private static let schemes: Set = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    /// From `scheme://user:password@host:port` or a part of it; nil where that is no proxy.
    init?(_ text: String) {
        let end = text.firstRange(of: "://")
        let scheme = end.map { text[..<$0.lowerBound].lowercased() } ?? "http"
        let rest = end.map { text[$0.upperBound...] } ?? text[...]
        let at = rest.lastIndex(of: "@")
        let host = rest[(at.map(rest.index(after:)) ?? rest.startIndex)...].prefix { $0 != "/" }
        guard Self.schemes.contains(scheme), !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }),
            // Of a host and a port libcurl says what they are; of a scheme of its proxies it knows no addresses.
            let address = WebAddress("http://\(host)"), address.port > 0, !rest.hasPrefix("/")
        else { return nil }
        let user = at.map { Self.encoded(rest[..<$0]) + "@" } ?? ""
        url = Secret("\(scheme)://\(user)\(host)")
        name = "\(scheme)://\(host)"
    }
}

extension Proxy {
    /// A user name and password as libcurl takes them. Many people write a password as it is: with other characters in it than
    /// an address may have, libcurl would refuse the whole and quote it.
    private static func encoded(_ user: Substring) -> String {
        let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return parts.map { PercentEncoding.encode((try? PercentEncoding.decode($0)) ?? $0) }.joined(separator: ":")
    }
}

/// Which requests go through a proxy: as the environment says it to most programs (`HTTPS_PROXY`, `NO_PROXY`, …), or
/// one proxy for all.
public struct ProxyRules: Sendable, Hashable {
    private var http: Proxy?
    private var https: Proxy?
    /// Hosts that are reached directly.
    private var exempt: [String] = []

    /// No proxy at all.
    public static let direct = ProxyRules()

    private init() {}

    /// - Parameters:
    ///   - proxy: The proxy of all requests, such as `http://user:password@host:3128`; nil for those of the environment, ""
    ///     for none.
    ///   - environment: `NO_PROXY` counts beside a proxy that is given too.
    /// - Throws: Where one is no address of a proxy. The message names it.
    public init(proxy: String?, environment: [String: String]) throws(ProxyFault) {
        func variable(_ name: String) -> String? {
            [name.lowercased(), name].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        func parsed(_ text: String, _ name: String) throws(ProxyFault) -> Proxy {
            guard let proxy = Proxy(text) else { throw ProxyFault(name: name) }
            return proxy
        }
        if let proxy {
            guard !proxy.isEmpty else { return }
            http = try parsed(proxy, "--proxy")
            https = http
        } else {
            let all = variable("ALL_PROXY")
            if let text = variable("HTTPS_PROXY") ?? all { https = try parsed(text, "HTTPS_PROXY or ALL_PROXY") }
            // In capitals, what a web server was sent as a field "Proxy" could stand there.
            let own = environment["http_proxy"].flatMap { $0.isEmpty ? nil : $0 }
            let capitals = environment["REQUEST_METHOD"] == nil ? variable("HTTP_PROXY") : nil
            if let text = own ?? capitals ?? all { http = try parsed(text, "HTTP_PROXY or ALL_PROXY") }
        }
        exempt = (variable("NO_PROXY") ?? "").lowercased().split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// Nil for the direct way.
    func proxy(for address: WebAddress) -> Proxy? {
        guard let proxy = address.scheme == "https" ? https : http else { return nil }
        return exempt.contains { Self.matches($0, address) } ? nil : proxy
    }

    /// `*` is every host; `example.org` and `.example.org` that one and those below it; `10.0.0.0/8` a network. A port
    /// behind any of them is compared too.
    private static func matches(_ rule: String, _ address: WebAddress) -> Bool {
        if rule == "*" { return true }
        if let slash = rule.lastIndex(of: "/"), let bits = Int(rule[rule.index(after: slash)...]),
            let network = IPAddress(bare(String(rule[..<slash]))), let ip = IPAddress(address.host)
        {
            return ip.isIn(network, bits: bits)
        }
        if let ip = IPAddress(bare(rule)) { return IPAddress(address.host) == ip }
        var name = rule
        if let colon = rule.lastIndex(of: ":"), let port = Int(rule[rule.index(after: colon)...]) {
            guard port == address.port else { return false }
            name = bare(String(rule[..<colon]))
        }
        if name.hasPrefix("*.") { name.removeFirst() }
        if name.hasPrefix(".") { name.removeFirst() }
        if name.hasSuffix(".") { name.removeLast() }
        return !name.isEmpty && (address.host == name || address.host.hasSuffix("." + name))
    }

    private static func bare(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}

/// What is no proxy. It holds nothing of the address, which may have a password in it.
public struct ProxyFault: Error, Sendable, Hashable, CustomStringConvertible {
    let name: String

    public var description: String {
        "\(name) is no address of a proxy: expected http://HOST:PORT, https://…, socks5://… or socks5h://…, "
            + "with a port of 1 to 65535, and USER:PASSWORD@ before the host where it asks for them."
    }
}

/// How sites are reached from here.
public struct NetworkAccess: Sendable, Hashable {
    /// Which sites are asked through whom.
    public var proxies: ProxyRules
    /// A file of certificates, in PEM, of the authorities that are trusted, in place of the system's; nil for those.
    public var authorities: String?

    /// Whether a text holds a certificate in PEM.
    public static func holdsCertificate(_ text: String) -> Bool {
        text.split(separator: "-----BEGIN ", omittingEmptySubsequences: false).dropFirst().contains { part in
            guard let label = part.firstRange(of: "CERTIFICATE-----"), let end = part.firstRange(of: "-----END ") else {
                return false
            }
            guard label.upperBound <= end.lowerBound else { return false }
            let coded = String(part[label.upperBound..<end.lowerBound])
            // Every certificate is a sequence (DER).
            return Data(base64Encoded: coded, options: .ignoreUnknownCharacters)?.first == 0x30
        }
    }

    /// Directly, and by the authorities of the system.
    public init(proxies: ProxyRules = .direct, authorities: String? = nil) {
        self.proxies = proxies
        self.authorities = authorities
    }
}
