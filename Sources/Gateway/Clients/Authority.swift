/// The host that a request is for, as `Host` and the targets of requests have it: `dico.example:8080`, `[::1]`.
struct Authority {
    /// A name in small letters, or an address without brackets.
    let host: String
    /// Nil for a name.
    let address: NetworkAddress?

    /// Nil for what is none.
    init?(_ text: String) {
        var host = Substring(text)
        if let port = Self.port(of: &host), !port.allSatisfy({ $0.isASCII && $0.isNumber }) { return nil }
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"), let address = NetworkAddress(String(host.dropFirst().dropLast())) else {
                return nil
            }
            self.host = address.description
            self.address = address
            return
        }
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isOfName) else { return nil }
        // The root's own dot names the same host.
        let name = host.hasSuffix(".") ? host.dropLast() : host
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

    /// What a registered name may have by RFC 3986.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~%!$&'()*+,;=".utf8.contains(byte)
        }
    }

    /// The host of a target that is a whole address, `http://host/path`; nil for a mere path.
    static func ofTarget(_ target: String) -> String? {
        guard !target.hasPrefix("/"), let scheme = target.firstRange(of: "://") else { return nil }
        return String(target[scheme.upperBound...].prefix { !"/?#".contains($0) })
    }
}
