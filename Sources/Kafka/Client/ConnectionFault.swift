/// A connection that did not come about to a broker which the cluster advertises: one that is down, one whose address leads
/// nowhere from here, or a listener that is made safe in another way.
struct ConnectionFault: Sendable, Hashable {
    /// `host:port`, as the cluster has it (`advertised.listeners`).
    var address: String
    /// librdkafka's words.
    var reason: String
    /// Whether it is of the connection that a consumer keeps for its group: before 2.1, one of its own.
    var isOfGroup = false

    /// What librdkafka says of a connection, in its log or with an error; nil of one that was of use, and of one to an
    /// address to begin with.
    init?(_ words: String) {
        let pattern =
            #/(?:(?:^| )(?:[a-z_]+:\/\/)?([^ \/]+:[0-9]+)\/[0-9]+|GroupCoordinator: ([^ \/]+:[0-9]+)): (.+)/#
        guard let match = words.firstMatch(of: pattern), let address = match.1 ?? match.2,
            let end = match.3.firstMatch(of: #/ \(after [0-9]+ms in state ([A-Z_]+)/#), end.1 != "UP"
        else { return nil }
        self.address = String(address)
        isOfGroup = match.2 != nil
        reason = String(match.3[..<end.range.lowerBound])
    }

    /// The fault of a broker that takes connections and does not answer, by what librdkafka says of a request; nil of one to an
    /// address to begin with.
    init?(silence words: String) {
        guard let match = words.firstMatch(of: #/(?:^| )(?:[a-z_]+:\/\/)?([^ \/]+:[0-9]+)\/[0-9]+: /#) else {
            return nil
        }
        address = String(match.1)
        reason = "it does not answer"
    }

    /// Whether it is of one of these, which are written as in `bootstrap.servers`.
    func isOf(_ servers: String) -> Bool {
        servers.split { ", ".contains($0) }.contains { server in
            [server, server + ":9092"].contains { $0 == address || $0.hasSuffix("//" + address) }
        }
    }
}

extension KafkaError {
    /// The error of a client that reaches the brokers to begin with, and another of theirs not.
    init(_ fault: ConnectionFault, servers: String) {
        self.init(
            .unreachable,
            "The cluster at \(servers) advertises a broker at \(fault.address), which cannot be reached from here (\(fault.reason)): check that it is up, and its advertised.listeners.",
            isRetriable: true)
        isOfAdvertisedAddress = true
    }
}
