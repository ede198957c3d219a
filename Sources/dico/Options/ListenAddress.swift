import ArgumentParser

/// An address to serve at: `HOST:PORT`, or a port of the loopback. An IPv6 address stands in brackets.
struct ListenAddress: LosslessStringConvertible, ExpressibleByArgument, Sendable, Hashable {
    static let form = "HOST:PORT or a port, 0 to 65535"

    var host: String
    /// 0 for one that is free.
    var port: Int

    init?(_ text: String) {
        let colon = text.lastIndex(of: ":")
        let digits = colon.map { text[text.index(after: $0)...] } ?? text[...]
        guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }), let port = UInt16(digits) else {
            return nil
        }
        let host = colon.map { text[..<$0] } ?? "127.0.0.1"
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
        self.port = Int(port)
        guard !self.host.isEmpty, self.host == host.dropFirst().dropLast() || !host.contains(":") else { return nil }
    }

    init?(argument: String) {
        self.init(argument)
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
