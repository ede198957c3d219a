/// Which hosts and addresses a fetch may reach.
enum HostRules {
    /// Whether a name can only mean this machine or a network of its operator: an address of a private network,
    /// `localhost`, a name without a dot, or one of the endings that are kept out of the public tree.
    static func isPrivate(host: String) -> Bool {
        if let address = IPAddress(host) { return !address.isPublic }
        let labels = host.split(separator: ".")
        guard labels.count > 1, let last = labels.last else { return true }
        return privateEndings.contains(String(last)) || host.hasSuffix(".home.arpa")
    }

    private static let privateEndings: Set = ["localhost", "local", "internal", "lan", "home", "corp"]
}
