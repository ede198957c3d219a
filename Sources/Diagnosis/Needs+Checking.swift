import Kafka

extension Needs {
    /// Names all rights that are missing, before anything begins that would fail for want of one. What a broker or an older
    /// librdkafka does not tell is found out when it is needed.
    ///
    /// - Throws: `.authorization` with the missing rights; what `Admin.rights` throws.
    public func checkRights(using broker: ClientConfiguration) async throws(KafkaError) {
        let rights = try await Admin.rights(on: resources, using: broker)
        let missing = missing(in: rights)
        guard missing.isEmpty else {
            throw KafkaError.missing(missing, for: role, servers: broker.bootstrapServers)
        }
        guard let gap = rights.gap else { return }
        broker.logger.debug("not all rights are known before the start", metadata: ["why": "\(gap)"])
    }
}
