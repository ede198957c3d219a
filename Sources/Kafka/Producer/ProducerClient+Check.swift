import CRdkafka

extension ProducerClient {
    /// Checks topics on a thread of its own, which ends with the last.
    func beginChecks() {
        startThread("kafka topics") { [self] in
            while true {
                let topics = state.withLock { $0.topics.open() }
                guard !topics.isEmpty else { break }
                var isAnySettled = false
                for topic in topics {
                    let standing = standing(of: topic)
                    let (isSettled, failed) = state.withLock { state in
                        let (records, refusal) = state.topics.settle(topic, standing)
                        let failed = hand(over: records, refusal, &state.topics)
                        return (!records.isEmpty && !state.topics.isAwaited(topic), failed)
                    }
                    isAnySettled = isAnySettled || isSettled
                    for (held, error) in failed {
                        held.delivery.done(.failure(Undelivered(record: held.record, error: error)))
                    }
                }
                // All that are left may come into being yet.
                if !isAnySettled { pause.wait(upTo: .milliseconds(200)) }
            }
            thread.wakeup.signal()
        }
    }

    /// Hands over what was held, under the lock: what comes after it may not overtake it.
    private func hand(
        over held: [TopicCheck.Held], _ refusal: KafkaError?, _ topics: inout TopicCheck
    ) -> [(TopicCheck.Held, KafkaError)] {
        held.compactMap { held in
            guard let error = refusal ?? produce(held.record, held.delivery) else { return nil }
            // The broker has the topic, and librdkafka believes an older word yet.
            guard refusal == nil, error.code == .unknownTopic, held.delivery.mayBeTriedAgain() else {
                return (held, error)
            }
            topics.wait(held)
            return nil
        }
    }

    /// What the broker says of `topic`. Where it says nothing waiting may help, which librdkafka does.
    private func standing(of topic: String) -> TopicCheck.Standing {
        guard let handle = rd_kafka_topic_new(client.pointer, topic, nil) else {
            return .refused(client.error(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, of: topic))
        }
        defer { rd_kafka_topic_destroy(handle) }
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let result = rd_kafka_metadata(client.pointer, 0, handle, &metadata, Admin.patience.milliseconds)
        defer { if let metadata { rd_kafka_metadata_destroy(metadata) } }
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata, metadata.pointee.topic_cnt > 0 else { return .known }
        let code = metadata.pointee.topics[0].err
        switch code {
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
            return .refused(client.error(code, of: topic))
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
            return .absent(client.error(code, of: topic))
        default:
            return .known
        }
    }
}
