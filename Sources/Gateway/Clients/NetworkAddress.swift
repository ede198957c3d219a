import NIOCore

/// An address of the internet; one of IPv4 that is written in IPv6's form is one of IPv4.
public struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 of IPv4, 16 of IPv6.
    let bytes: [UInt8]

    /// `192.0.2.1`, `2001:db8::1`; nil for anything else.
    public init?(_ text: String) {
        // A zone, and what the system would look up, is none.
        guard text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") || $0.isHexadecimal }) else {
            return nil
        }
        self.init(try? SocketAddress(ipAddress: text, port: 0))
    }

    /// Nil where it is none of the internet.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address): bytes = withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address):
            bytes = withUnsafeBytes(of: address.address.sin6_addr) { bytes in
                let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xFF }
                return Array(isMapped ? bytes.suffix(4) : bytes[...])
            }
        case .unixDomainSocket, nil: return nil
        }
    }

    /// What stands for one client: an address of IPv4, or the network of one of IPv6, whose 64 bits of host are its own.
    struct Client: Hashable, Sendable {
        fileprivate let bytes: [UInt8]

        /// Somebody whose address is not known.
        static let unknown = Client(bytes: [])
    }

    var client: Client { Client(bytes: bytes.count == 4 ? bytes : Array(bytes.prefix(8))) }

    /// Whether it is this machine's own.
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// In the canonical text of its family.
    public var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}

/// The addresses of a network: `10.0.0.0/8`, `fd00::/8`, or a single address.
public struct NetworkRange: Hashable, Sendable {
    private let first: [UInt8]
    private let bits: Int

    /// Nil for what is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(String(parts[0])) else { return nil }
        let all = address.bytes.count * 8
        guard parts.count == 1 || Int(parts[1]).map({ (0...all).contains($0) }) == true else { return nil }
        first = address.bytes
        bits = parts.count == 1 ? all : Int(parts[1]) ?? all
    }

    func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == first.count else { return false }
        return first.indices.allSatisfy { index in
            let own = min(max(bits - index * 8, 0), 8)
            let mask = own == 0 ? 0 : UInt8.max << (8 - UInt8(own))
            return first[index] & mask == address.bytes[index] & mask
        }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool { Character(UnicodeScalar(self)).isHexDigit }
}
