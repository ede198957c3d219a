import HTTPTypes

/// The proxies that are believed when they say for whom they ask.
struct TrustedProxies: Sendable {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    private static let forwarded = HTTPField.Name("Forwarded")!

    private let ranges: [NetworkRange]

    init(_ ranges: [NetworkRange]) {
        self.ranges = ranges
    }

    func contain(_ address: NetworkAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// Who asks: the last address of `X-Forwarded-For` or `Forwarded` (RFC 7239) that is no trusted proxy's.
    ///
    /// Only what a trusted proxy wrote counts: each adds whom it was asked by at the end, so the headers are read from
    /// there until somebody is named who is not trusted. A proxy writes one of the headers, and hands the other on as the
    /// client sent it: where they differ, neither is believed.
    func client(of headers: HTTPFields, from peer: NetworkAddress?) -> NetworkAddress? {
        guard let peer, contain(peer) else { return peer }
        let plain = headers[values: Self.forwardedFor]
        let standard = headers[values: Self.forwarded]
        let named = [
            plain.isEmpty ? nil : Self.hops(plain), standard.isEmpty ? nil : Self.standardHops(standard),
        ].compactMap { $0 }.map { origin(of: $0, by: peer) }
        guard let first = named.first, named.allSatisfy({ $0 == first }) else { return peer }
        return first
    }

    private func origin(of hops: [String], by peer: NetworkAddress) -> NetworkAddress {
        var current = peer
        for hop in hops.reversed() {
            guard contain(current), let next = Self.address(hop) else { break }
            current = next
        }
        return current
    }

    private static func hops(_ values: [String]) -> [String] {
        // Empty elements of a list are none (RFC 9110, 5.6.1.2).
        values.flatMap { $0.split(separator: ",").map(\.trimmed) }.filter { !$0.isEmpty }
    }

    /// Of `for=192.0.2.1;proto=http, for="[2001:db8::1]:4711"` who is named; empty where an element names nobody, and for a
    /// whole field that is not as the standard has it: its words could be anybody's.
    private static func standardHops(_ values: [String]) -> [String] {
        values.flatMap { value -> [String] in
            var field = ForwardedField(value)
            guard let elements = field.elements() else { return [""] }
            // An address of IPv6 without brackets is none here.
            return elements.map { $0["for"].flatMap(Authority.init)?.address?.description ?? "" }
        }
    }

    /// With or without a port.
    private static func address(_ text: String) -> NetworkAddress? {
        NetworkAddress(text) ?? Authority(text)?.address
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(self.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
