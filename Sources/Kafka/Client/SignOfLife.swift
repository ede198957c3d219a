import CRdkafka

/// How soon all that talk to a broker know of one that is away or hangs: within five seconds, with the second question.
public enum SignOfLife {
    /// From an answer to the next question.
    public static let pause = Duration.seconds(1)
    /// How long a broker may take to answer.
    public static let patience = Duration.seconds(3)
}

extension ClientHandle {
    /// Whether a broker answers within `limit`, or to a second question within a third of it; blocks for both at most. What
    /// comes out is known to all clients of the configuration.
    ///
    /// The second question is for a machine that is busy: it lets its own threads wait, and then they all go on at once.
    ///
    /// librdkafka tells of connections that are lost, and a broker that hangs keeps its connections: it must be asked. The
    /// question is about the topics that the client knows, so that none comes into being by it.
    func isAnswered(within limit: Duration) -> Bool {
        if isAnsweredOnce(within: limit) || isAnsweredOnce(within: limit / 3) {
            log.noteAnswer()
            return true
        }
        log.tellOfOutage()
        return false
    }

    private func isAnsweredOnce(within limit: Duration) -> Bool {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let result = rd_kafka_metadata(pointer, 0, nil, &metadata, max(1, limit.milliseconds))
        if let metadata { rd_kafka_metadata_destroy(metadata) }
        // Any other error is an answer too.
        let code = error(result).code
        return code != .timedOut && code != .unreachable
    }
}
