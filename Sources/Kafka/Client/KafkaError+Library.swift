import CRdkafka

extension KafkaError {
    /// The error that stands for one of librdkafka's.
    ///
    /// - Parameters:
    ///   - subject: What was worked on, such as a topic; nil where nothing can be named.
    ///   - detail: librdkafka's own words, where it has any beyond the code's.
    init(_ error: rd_kafka_resp_err_t, of subject: String? = nil, detail: String? = nil, servers: String) {
        let (code, isRetriable) = KafkaError.kind(of: error)
        let reason = detail ?? String(cString: rd_kafka_err2str(error))
        if let other = KafkaError.token(code, reason) ?? KafkaError.stranger(reason, servers: servers) {
            self = other
            return
        }
        if code == .unreachable || code == .authentication, let security = KafkaError.security(reason, servers: servers)
        {
            self = security
            return
        }
        self.init(
            code,
            KafkaError.sentence(code, subject: subject, reason: KafkaError.withoutState(reason), servers: servers),
            isFatal: code == .fatal || code == .fenced, isRetriable: isRetriable)
    }

    private static func kind(of error: rd_kafka_resp_err_t) -> (Code, isRetriable: Bool) {
        switch error {
        case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE,
            RD_KAFKA_RESP_ERR__SSL, RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION:
            (.unreachable, true)
        case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE,
            RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
            (.timedOut, true)
        case RD_KAFKA_RESP_ERR__QUEUE_FULL:
            (.queueFull, true)
        case RD_KAFKA_RESP_ERR__WAIT_COORD, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
            RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
            RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID,
            RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR_MEMBER_ID_REQUIRED,
            RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT, RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED,
            RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST:
            (.groupUnstable, true)
        case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
            RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND,
            RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR, RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH,
            RD_KAFKA_RESP_ERR_UNKNOWN_LEADER_EPOCH, RD_KAFKA_RESP_ERR_STALE_BROKER_EPOCH,
            RD_KAFKA_RESP_ERR_OFFSET_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_FETCH_SESSION_ID_NOT_FOUND,
            RD_KAFKA_RESP_ERR_INVALID_FETCH_SESSION_EPOCH, RD_KAFKA_RESP_ERR_THROTTLING_QUOTA_EXCEEDED,
            RD_KAFKA_RESP_ERR__IN_PROGRESS, RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS, RD_KAFKA_RESP_ERR__WAIT_CACHE,
            RD_KAFKA_RESP_ERR__RETRY, RD_KAFKA_RESP_ERR__OUTDATED, RD_KAFKA_RESP_ERR__BAD_MSG,
            RD_KAFKA_RESP_ERR__UNKNOWN_BROKER:
            (.temporary, true)
        case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED,
            RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM, RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE:
            (.authentication, false)
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
            (.authorization, false)
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
            (.unknownTopic, false)
        case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
            (.unknownPartition, false)
        case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
            (.invalidTopic, false)
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
            (.recordTooLarge, false)
        case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE,
            RD_KAFKA_RESP_ERR__NO_OFFSET:
            (.offsetOutOfRange, false)
        case RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL:
            (.groupProtocol, false)
        case RD_KAFKA_RESP_ERR__FENCED, RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
            (.fenced, false)
        case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE, RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION:
            (.unsupported, false)
        case RD_KAFKA_RESP_ERR__PURGE_QUEUE, RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, RD_KAFKA_RESP_ERR__DESTROY:
            (.closed, false)
        case RD_KAFKA_RESP_ERR__FATAL:
            (.fatal, false)
        default:
            (.refused, false)
        }
    }

    private static func sentence(_ code: Code, subject: String?, reason: String, servers: String) -> String {
        let what = subject.map { " for \($0)" } ?? ""
        return switch code {
        case .unreachable where reason == String(cString: rd_kafka_err2str(RD_KAFKA_RESP_ERR__TRANSPORT)):
            // Nothing refused the connection, so somebody may be there.
            "The broker at \(servers) does not answer: check the address and that a Kafka broker is running there."
        case .unreachable:
            "The broker at \(servers) cannot be reached (\(reason)): check the address and that it is running."
        case .timedOut:
            "The broker at \(servers) did not answer in time\(what): it is away or busy, so try again."
        case .queueFull:
            "The producer holds as many records as it may\(what): wait for deliveries and try again."
        case .groupUnstable, .temporary:
            "The broker at \(servers) cannot do this at the moment\(what) (\(reason)): try again."
        case .authentication where reason.contains("nsupported SASL mechanism"):
            "The broker at \(servers) does not know the mechanism (\(reason)): set sasl.mechanism to one that it has."
        case .authentication:
            "The broker at \(servers) does not accept the credentials (\(reason)): check the security and sasl properties."
        case .authorization:
            "The broker at \(servers) does not allow this\(what) (\(reason)): grant it to the client's user."
        case .unknownTopic:
            "The broker at \(servers) has no such topic\(what) (\(reason)): create it or mend the name."
        case .unknownPartition:
            "There is no such partition\(what): choose one that the topic has."
        case .invalidTopic:
            "No topic can have this name\(what): use 1 to 249 letters, digits, dots, underscores and hyphens."
        case .recordTooLarge:
            "The record is too large\(what) (\(reason)): send less, or raise message.max.bytes here and on the broker."
        case .offsetOutOfRange:
            "The group's offset is not on the broker any more\(what): set auto.offset.reset, or the group's offset, to where to go on."
        case .groupProtocol:
            "The group has members with another assignment strategy: start all of them with the same one."
        case .fenced:
            "Another client has the same instance id (\(reason)): give each member one of its own."
        case .unsupported:
            "The broker at \(servers) does not support this\(what) (\(reason)): use one that does."
        case .closed:
            "The client was closed before the broker had acknowledged the record\(what): send it again with a new one."
        default:
            "Kafka refused this\(what) (\(reason)): see the log of the broker at \(servers)."
        }
    }
}
