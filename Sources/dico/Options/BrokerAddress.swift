/// A broker to begin with: `HOST` or `HOST:PORT`. Only looked at: librdkafka reads a port of 99,999 as another one, and tries
/// on where it can make nothing of an address. The protocol that it takes in front must be that of security.protocol anyway.
enum BrokerAddress {
    static let form = "HOST:PORT, such as localhost:9092, or several with commas between them"

    static func isOne(_ text: some StringProtocol) -> Bool {
        let address = text[...]
        let isBracketed = address.hasPrefix("[")
        let hostEnd = isBracketed ? address.firstIndex(of: "]").map(address.index(after:)) : address.firstIndex(of: ":")
        let host = address[..<(hostEnd ?? address.endIndex)]
        let port = address[host.endIndex...]
        guard host.count > (isBracketed ? 2 : 0), !host.contains(where: { $0.isWhitespace || "/@=".contains($0) }),
            !isBracketed || hostEnd != nil
        else { return false }
        guard let colon = port.first else { return true }
        let digits = port.dropFirst()
        return colon == ":" && digits.allSatisfy { ("0"..."9").contains($0) } && UInt16(digits).map { $0 > 0 } ?? false
    }
}
