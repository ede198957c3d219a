import CRdkafka

extension AdminClient {
    func describeCluster() throws(KafkaError) -> ClusterDescription {
        let id = try clusterID()
        let isEmbedded = try !isAdministered()
        let metadata = try metadata(of: nil)
        defer { rd_kafka_metadata_destroy(metadata) }
        let brokers = UnsafeBufferPointer(start: metadata.pointee.brokers, count: Int(metadata.pointee.broker_cnt))
        return ClusterDescription(
            id: id, isEmbedded: isEmbedded,
            brokers: Dictionary(brokers.map { ($0.id, "\(String(cString: $0.host)):\($0.port)") }) { $1 },
            topics: Dictionary(
                metadata.topics.lazy.filter { $0.partition_cnt > 0 }.map {
                    (String(cString: $0.topic), $0.description)
                }
            ) { $1 })
    }

    /// Connects, and returns the newest version of each request that the broker said it understands, by the request's number.
    func requestVersions(heardBy listener: RequestVersions) throws(KafkaError) -> [Int16: Int16] {
        _ = try clusterID()
        return listener.heard
    }
}

extension rd_kafka_metadata_topic {
    fileprivate var description: [ClusterDescription.Partition] {
        UnsafeBufferPointer(start: partitions, count: Int(partition_cnt)).sorted { $0.id < $1.id }.map { partition in
            ClusterDescription.Partition(
                leader: partition.leader >= 0 ? partition.leader : nil,
                replicas: Array(UnsafeBufferPointer(start: partition.replicas, count: Int(partition.replica_cnt))),
                inSyncReplicas: Array(UnsafeBufferPointer(start: partition.isrs, count: Int(partition.isr_cnt))))
        }
    }
}
