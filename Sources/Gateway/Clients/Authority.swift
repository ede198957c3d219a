/// The host that a request is for, as `Host` and the targets of requests have it: `dico.example:8080`, `[::1]`.
struct Authority {
    /// A name in small letters, or an address without brackets.
    let host: String
    /// Nil for a name.
    let address: NetworkAddress?

    /// Nil for what is none.
    init?(_ text: String) {
        var host = Substring(text)
        if let port = Self.port(of: &host), !port.isEmpty, !port.utf8.allSatisfy(Self.isDigit) || UInt16(port) == nil {
            return nil
        }
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"), let address = NetworkAddress(String(host.dropFirst().dropLast())) else {
                return nil
            }
            self.host = address.description
            self.address = address
            return
        }
        // The root's own dot names the same host.
        let name = host.hasSuffix(".") ? host.dropLast() : host
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isOfLabel) }) else { return nil }
        self.host = name.lowercased()
        address = NetworkAddress(String(name))
    }

    /// Takes the port off the end.
    private static func port(of host: inout Substring) -> Substring? {
        guard let colon = host.lastIndex(of: ":"), host.lastIndex(of: "]").map({ $0 < colon }) ?? true else {
            return nil
        }
        let port = host[colon...].dropFirst()
        host = host[..<colon]
        return port
    }

    /// What the names of hosts are made of. RFC 3986 has more, encoded characters too: what resolves a name may take these
    /// for another one, and a proxy that repeats them without quotes lets a client write fields of its own.
    private static func isOfLabel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The host of a target that is a whole address, `http://host/path`; nil for a mere path.
    static func ofTarget(_ target: String) -> String? {
        guard !target.hasPrefix("/"), let scheme = target.firstRange(of: "://") else { return nil }
        return String(target[scheme.upperBound...].prefix { !"/?#".contains($0) })
    }

    /// The scheme of such a target.
    static func scheme(ofTarget target: String) -> String? {
        guard !target.hasPrefix("/"), let scheme = target.firstRange(of: "://") else { return nil }
        return String(target[..<scheme.lowerBound])
    }
}
