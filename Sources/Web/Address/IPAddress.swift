import Glibc

/// An IPv4 or IPv6 address.
struct IPAddress: Hashable {
    /// 4 or 16, in network order.
    let bytes: [UInt8]

    /// From its usual spelling, without brackets and zone; nil where `text` is no address.
    init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: v4) { Array($0) }
        } else if inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &v6) == 1 {
            bytes = withUnsafeBytes(of: v6) { Array($0) }
        } else {
            return nil
        }
    }

    /// From a socket address of `family`; nil for other families than IP.
    init?(family: Int32, at pointer: UnsafeRawPointer) {
        switch family {
        case AF_INET:
            bytes = withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6:
            bytes = withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return nil
        }
    }

    /// Whether it belongs to the public internet: none of IANA's special-purpose blocks, also not inside an IPv6
    /// address that carries an IPv4 one (mapped, NAT64, 6to4).
    var isPublic: Bool {
        bytes.count == 4 ? !Self.special4.contains { $0.holds(bytes) } : isPublic6
    }

    private var isPublic6: Bool {
        if let inner = embedded { return inner.isPublic }
        // Of all of IPv6, only 2000::/3 is given out.
        return bytes[0] & 0xE0 == 0x20 && !Self.special6.contains { $0.holds(bytes) }
    }

    /// Whether its first `bits` bits are those of `network`.
    func isIn(_ network: IPAddress, bits: Int) -> Bool {
        bytes.count == network.bytes.count && (0...bytes.count * 8).contains(bits)
            && Block(prefix: network.bytes, bits: bits).holds(bytes)
    }

    private init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    private var embedded: IPAddress? {
        if Self.mapped.holds(bytes) || Self.compatible.holds(bytes) || Self.nat64.holds(bytes) {
            return IPAddress(bytes[12...])
        }
        return Self.sixToFour.holds(bytes) ? IPAddress(bytes[2..<6]) : nil
    }

    /// The leading bits that an address block has in common.
    private struct Block {
        let prefix: [UInt8]
        let bits: Int

        func holds(_ bytes: [UInt8]) -> Bool {
            let whole = bits / 8
            guard bytes.prefix(whole).elementsEqual(prefix.prefix(whole)) else { return false }
            let rest = bits % 8
            return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0
        }
    }

    private static let mapped = Block(prefix: Array(repeating: 0, count: 10) + [0xFF, 0xFF], bits: 96)
    private static let compatible = Block(prefix: Array(repeating: 0, count: 12), bits: 96)
    private static let nat64 = Block(prefix: [0, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8), bits: 96)
    private static let sixToFour = Block(prefix: [0x20, 0x02], bits: 16)

    /// IANA's IPv4 special-purpose registry, with multicast and the reserved rest.
    private static let special4 = [
        Block(prefix: [0], bits: 8), Block(prefix: [10], bits: 8), Block(prefix: [100, 64], bits: 10),
        Block(prefix: [127], bits: 8), Block(prefix: [169, 254], bits: 16), Block(prefix: [172, 16], bits: 12),
        Block(prefix: [192, 0, 0], bits: 24), Block(prefix: [192, 0, 2], bits: 24),
        Block(prefix: [192, 88, 99], bits: 24), Block(prefix: [192, 168], bits: 16),
        Block(prefix: [198, 18], bits: 15), Block(prefix: [198, 51, 100], bits: 24),
        Block(prefix: [203, 0, 113], bits: 24), Block(prefix: [224], bits: 4), Block(prefix: [240], bits: 4),
    ]

    /// What is special inside 2000::/3: Teredo and other protocol assignments, documentation.
    private static let special6 = [
        Block(prefix: [0x20, 0x01, 0x00], bits: 23), Block(prefix: [0x20, 0x01, 0x0D, 0xB8], bits: 32),
        Block(prefix: [0x3F, 0xFF, 0x00], bits: 20),
    ]
}
