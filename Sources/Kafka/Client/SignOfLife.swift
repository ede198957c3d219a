import CRdkafka

extension ClientHandle {
    /// Whether a broker answers within `limit`; blocks for so long at most. What comes out is known to all clients of the
    /// configuration.
    ///
    /// librdkafka tells of connections that are lost, and a broker that hangs keeps its connections: it must be asked. The
    /// question is about the topics that the client knows, so that none comes into being by it.
    func isAnswered(within limit: Duration) -> Bool {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let result = rd_kafka_metadata(pointer, 0, nil, &metadata, max(1, limit.milliseconds))
        if let metadata { rd_kafka_metadata_destroy(metadata) }
        // Any other error is an answer too.
        guard error(result).code == .timedOut || error(result).code == .unreachable else {
            log.absence.end()
            return true
        }
        log.tellOfAbsence()
        return false
    }
}
