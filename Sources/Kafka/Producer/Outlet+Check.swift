import CRdkafka

extension Outlet {
    /// Checks topics on a thread of its own, which ends with the last.
    func beginChecks(with first: String) {
        startThread("kafka topics") { [self] in
            var next: String? = first
            while let topic = next {
                let refusal = refusal(of: topic)
                let failed = state.withLock { state in
                    settle(state.topics.release(topic, isKnown: refusal == nil), refusal)
                }
                for (held, error) in failed {
                    held.delivery.done(.failure(Undelivered(record: held.record, error: error)))
                }
                next = state.withLock { $0.topics.next() }
            }
            thread.wakeup.signal()
        }
    }

    /// Hands over what was held, under the lock: what comes after it may not overtake it.
    private func settle(_ held: [TopicCheck.Held], _ refusal: KafkaError?) -> [(TopicCheck.Held, KafkaError)] {
        held.compactMap { held in (refusal ?? produce(held.record, held.delivery)).map { (held, $0) } }
    }

    /// Why the broker lets nobody write to `topic`; nil where it does, or where waiting may help, which librdkafka does.
    private func refusal(of topic: String) -> KafkaError? {
        guard let handle = rd_kafka_topic_new(client.pointer, topic, nil) else {
            return client.error(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, of: topic)
        }
        defer { rd_kafka_topic_destroy(handle) }
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let result = rd_kafka_metadata(client.pointer, 0, handle, &metadata, Admin.patience.milliseconds)
        defer { if let metadata { rd_kafka_metadata_destroy(metadata) } }
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata, metadata.pointee.topic_cnt > 0 else { return nil }
        switch metadata.pointee.topics[0].err {
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
            return client.error(metadata.pointee.topics[0].err, of: topic)
        default:
            return nil
        }
    }
}
