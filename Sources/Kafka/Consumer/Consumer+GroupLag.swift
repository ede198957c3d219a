import CRdkafka

extension Consumer {
    /// The records of each partition that a group has not committed as done, as the broker counts them now, asked from outside
    /// of it: nobody joins. Where nothing was ever committed, all that the partition holds.
    ///
    /// A partition whose figures are not to be had is left out.
    ///
    /// - Throws: `.unreachable` or `.timedOut` where the broker does not answer within `limit`; `.authorization`.
    public static func lag(
        ofGroup group: String, in partitions: [TopicPartition], using configuration: ClientConfiguration,
        within limit: Duration
    ) async throws(KafkaError) -> [TopicPartition: Int64] {
        try await onThread("kafka question") { () throws(KafkaError) in
            let client = try ClientHandle(RD_KAFKA_CONSUMER, configuration, defaults: [("group.id", group)])
            defer { client.destroy() }
            return try LagQuestion(client: client, partitions: partitions, deadline: .now + limit).answer()
        }
    }
}
