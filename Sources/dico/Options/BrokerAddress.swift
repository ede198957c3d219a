/// A broker to begin with, as librdkafka takes it: `HOST`, `HOST:PORT`, or either behind a protocol such as `SSL://`. Only
/// looked at: librdkafka reads a port of 99,999 as another one, and tries on where it can make nothing of an address.
enum BrokerAddress {
    static let form = "HOST:PORT, such as localhost:9092, or several with commas between them"

    private static let protocols = ["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"]

    static func isOne(_ text: some StringProtocol) -> Bool {
        var address = text[...]
        if let scheme = text.range(of: "://") {
            guard protocols.contains(text[..<scheme.lowerBound].lowercased()) else { return false }
            address = text[scheme.upperBound...]
        }
        let isBracketed = address.hasPrefix("[")
        let hostEnd = isBracketed ? address.firstIndex(of: "]").map(address.index(after:)) : address.firstIndex(of: ":")
        let host = address[..<(hostEnd ?? address.endIndex)]
        let port = address[host.endIndex...]
        guard host.count > (isBracketed ? 2 : 0), !host.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "@" }),
            !isBracketed || hostEnd != nil
        else { return false }
        guard let colon = port.first else { return true }
        let digits = port.dropFirst()
        return colon == ":" && digits.allSatisfy { ("0"..."9").contains($0) } && UInt16(digits).map { $0 > 0 } ?? false
    }
}
