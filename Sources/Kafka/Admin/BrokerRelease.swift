/// Which release of Kafka a broker is like. The protocol does not tell; but each release brought a newer version of some
/// request, and a broker says which versions it understands.
enum BrokerRelease {
    /// What came with a release: the number of a request in the protocol, and its version. The newest first.
    private static let news: [(release: String, request: Int16, version: Int16)] = [
        ("4.1", 0, 13), ("4.0", 0, 12), ("3.9", 1, 17), ("3.8", 0, 11), ("3.7", 1, 16), ("3.6", 24, 4), ("3.5", 1, 15),
        ("3.2", 11, 9), ("3.1", 1, 13), ("3.0", 2, 7), ("2.8", 0, 9), ("2.7", 1, 12), ("2.6", 16, 4), ("2.5", 11, 7),
        ("2.4", 0, 8), ("2.3", 1, 11),
    ]

    /// Such as `3.7 or newer`; nil where nothing is known.
    ///
    /// - Parameter versions: The newest version that the broker understands of each request, by the request's number.
    static func name(_ versions: [Int16: Int16]) -> String? {
        guard !versions.isEmpty else { return nil }
        let match = news.first { versions[$0.request] ?? -1 >= $0.version }
        return match.map { "\($0.release) or newer" } ?? "older than 2.3"
    }
}
