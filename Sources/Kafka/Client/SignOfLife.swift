import CRdkafka

/// How soon all that talk to a broker know of one that is away or hangs: within five seconds, with the second question.
public enum SignOfLife {
    /// From an answer to the next question.
    public static let pause = Duration.seconds(1)
    /// How long a broker may take to answer.
    public static let patience = Duration.seconds(3)
}

extension ClientHandle {
    /// The addresses of all brokers, where one answers within `limit`, or to a second question within a third of it; nil where
    /// none does. Blocks for both at most. What comes out is known to all clients of the configuration.
    ///
    /// The second question is for a machine that is busy: it lets its own threads wait, and then they all go on at once.
    ///
    /// librdkafka tells of connections that are lost, and a broker that hangs keeps its connections: it must be asked. The
    /// question is about the topics that the client knows, so that none comes into being by it.
    func brokers(within limit: Duration) -> Set<String>? {
        guard let brokers = brokersAskedOnce(within: limit) ?? brokersAskedOnce(within: limit / 3) else {
            log.tellOfOutage()
            return nil
        }
        log.noteAnswer(amid: brokers.isEmpty ? nil : brokers)
        return brokers
    }

    /// None where the answer is an error of the broker's.
    private func brokersAskedOnce(within limit: Duration) -> Set<String>? {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let result = rd_kafka_metadata(pointer, 0, nil, &metadata, max(1, limit.milliseconds))
        defer { if let metadata { rd_kafka_metadata_destroy(metadata) } }
        let code = error(result).code
        guard code != .timedOut && code != .unreachable else { return nil }
        guard let metadata else { return [] }
        let brokers = UnsafeBufferPointer(start: metadata.pointee.brokers, count: Int(metadata.pointee.broker_cnt))
        return Set(brokers.map { "\(String(cString: $0.host)):\($0.port)" })
    }
}
