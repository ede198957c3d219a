/// The hosts that a gateway answers for.
///
/// A page of a stranger may have its own name lead to this machine, and its browser then takes the gateway for that page's
/// own server (DNS rebinding). It sends the stranger's name as the host, by which it is told.
struct HostRule: Sendable {
    /// Nil for any.
    private let names: Set<String>?

    /// - Parameters:
    ///   - allowed: Names, or `*` for any. Without one, any on an address that others reach.
    ///   - listening: The name or address that is listened at.
    init(allowed: [String], listening: String) {
        let own = listening.lowercased()
        if allowed.contains("*") || allowed.isEmpty && !Self.isOfThisMachineAlone(own) {
            names = nil
        } else {
            // As a request's host is read: without the root's dot.
            names = Set(allowed.map { Authority($0)?.host ?? $0.lowercased() } + [own])
        }
        allowsPlainNames = allowed.isEmpty
    }

    /// Names without a dot are those of a network of one's own, which nobody else can have lead elsewhere.
    private let allowsPlainNames: Bool

    func allow(_ authority: Authority) -> Bool {
        guard let names, authority.address == nil else { return true }
        let host = authority.host
        return names.contains(host) || host == "localhost" || host.hasSuffix(".localhost")
            || allowsPlainNames && !host.contains(".")
    }

    /// Whether nobody but this machine reaches what listens at `host`.
    static func isOfThisMachineAlone(_ host: String) -> Bool {
        host == "localhost" || NetworkAddress(host)?.isLoopback == true
    }
}
