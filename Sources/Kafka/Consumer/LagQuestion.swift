import CRdkafka

/// How far a group is behind in some partitions. All of it blocks.
///
/// The broker is asked, because what the client has at hand is no measure: the end of a partition is only known as of the
/// last fetch, and a member with more than it can do fetches nothing.
struct LagQuestion {
    let client: ClientHandle
    let partitions: [TopicPartition]
    let deadline: ContinuousClock.Instant

    func answer() throws(KafkaError) -> [TopicPartition: Int64] {
        let lag = partitions.isEmpty ? try lagOfNone() : try lagOfSome()
        client.log.noteAnswer()
        return lag
    }

    private func lagOfNone() throws(KafkaError) -> [TopicPartition: Int64] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        // Of the topics that the client knows: those that it is subscribed to.
        try check(rd_kafka_metadata(client.pointer, 0, nil, &metadata, remaining))
        if let metadata { rd_kafka_metadata_destroy(metadata) }
        return [:]
    }

    private func lagOfSome() throws(KafkaError) -> [TopicPartition: Int64] {
        let committed = try offsets(of: partitions, from: Int64(RD_KAFKA_OFFSET_INVALID)) { [client, remaining] in
            rd_kafka_committed(client.pointer, $0, remaining)
        }
        let ends = try bounds(of: partitions, at: Int64(RD_KAFKA_OFFSET_END))
        let starts = try bounds(of: partitions.filter { committed[$0] == nil }, at: Int64(RD_KAFKA_OFFSET_BEGINNING))
        var lag: [TopicPartition: Int64] = [:]
        for (partition, end) in ends {
            lag[partition] = (committed[partition] ?? starts[partition]).map { max(0, end - $0) }
        }
        return lag
    }

    /// The first or the next offset of each partition.
    private func bounds(of partitions: [TopicPartition], at edge: Int64) throws(KafkaError) -> [TopicPartition: Int64] {
        guard !partitions.isEmpty else { return [:] }
        // The edges go in the place of a time.
        return try offsets(of: partitions, from: edge) { [client, remaining] in
            rd_kafka_offsets_for_times(client.pointer, $0, remaining)
        }
    }

    /// The offsets that `ask` writes into a list of partitions, where it does.
    private func offsets(
        of partitions: [TopicPartition], from offset: Int64,
        ask: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> rd_kafka_resp_err_t
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        let list = PartitionList(capacity: partitions.count)
        for partition in partitions { list.add(partition, offset: offset) }
        try check(ask(list.pointer))
        var offsets: [TopicPartition: Int64] = [:]
        for (partition, element) in zip(list.pointer.partitions, list.pointer.elements)
        where element.err == RD_KAFKA_RESP_ERR_NO_ERROR && element.offset >= 0 {
            offsets[partition] = element.offset
        }
        return offsets
    }

    private var remaining: Int32 { max(1, (deadline - .now).milliseconds) }

    private func check(_ result: rd_kafka_resp_err_t) throws(KafkaError) {
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.error(result) }
    }
}
