import CRdkafka
import Synchronization

/// A client that asks about topics and creates them. All of it blocks.
final class AdminClient {
    let client: ClientHandle
    private let complaints = Complaints()

    /// - Parameter createsTopics: Whether a topic that is asked for by name may come into being, where the broker has it so.
    init(_ configuration: ClientConfiguration, createsTopics: Bool = true) throws(KafkaError) {
        client = try ClientHandle(
            RD_KAFKA_PRODUCER, configuration, defaults: [("allow.auto.create.topics", "\(createsTopics)")])
        let (brokerOutage, servers) = (configuration.brokerOutage, configuration.bootstrapServers)
        client.call(
            ClientCallbacks(
                failed: { [complaints] error, isOutage in
                    complaints.note(error)
                    if isOutage, !error.isOfAdvertisedAddress { brokerOutage.begin() }
                },
                disconnected: { [complaints] line in
                    if let error = KafkaError.hangUp(line, servers: servers) { complaints.note(error) }
                }))
    }

    deinit {
        client.destroy()
    }

    func partitions(of topics: [String]) throws(KafkaError) -> [String: Int] {
        // All topics, because a broker may create the ones that it is asked for by name.
        let present = try self.topics()
        return present.filter { topics.contains($0.key) }
    }

    func topics() throws(KafkaError) -> [String: Int] {
        let metadata = try metadata(of: nil)
        defer { rd_kafka_metadata_destroy(metadata) }
        var partitions: [String: Int] = [:]
        for topic in metadata.topics where topic.partition_cnt > 0 {
            partitions[String(cString: topic.topic)] = Int(topic.partition_cnt)
        }
        return partitions
    }

    func create(_ topics: [String], partitions: Int, settings: [String: String] = [:]) throws(KafkaError) {
        guard !topics.isEmpty else { return }
        if try isAdministered() {
            try administer(topics, partitions: partitions, settings)
        } else {
            for topic in topics { rd_kafka_metadata_destroy(try metadata(of: topic)) }
        }
        try waitForLeaders(of: topics)
    }

    /// A topic that was created is not there for everybody yet: the controller answers before the brokers have learnt of
    /// it.
    private func waitForLeaders(of topics: [String]) throws(KafkaError) {
        let deadline = ContinuousClock.now + Admin.settling
        var awaited = Set(topics)
        while true {
            let metadata = try metadata(of: nil)
            defer { rd_kafka_metadata_destroy(metadata) }
            for topic in metadata.topics where topic.isUsable { awaited.remove(String(cString: topic.topic)) }
            guard !awaited.isEmpty else { return }
            guard deadline > .now else {
                throw client.error(RD_KAFKA_RESP_ERR__TIMED_OUT, of: awaited.sorted().joined(separator: ", "))
            }
            rd_kafka_poll(client.pointer, 100)
        }
    }

    /// False for librdkafka's mock cluster. It has no function to create topics and does not say so: the request
    /// would run into its timeout.
    func isAdministered() throws(KafkaError) -> Bool {
        try !clusterID().hasPrefix("mockCluster")
    }

    func clusterID() throws(KafkaError) -> String {
        guard let id = rd_kafka_clusterid(client.pointer, Admin.patience.milliseconds) else {
            throw complaints.first(else: client.error(RD_KAFKA_RESP_ERR__TIMED_OUT), polling: client)
        }
        defer { rd_kafka_mem_free(client.pointer, id) }
        return String(cString: id)
    }

    /// For the caller to free.
    func metadata(of topic: String?) throws(KafkaError) -> UnsafePointer<rd_kafka_metadata> {
        let handle = topic.map { rd_kafka_topic_new(client.pointer, $0, nil) } ?? nil
        defer { if let handle { rd_kafka_topic_destroy(handle) } }
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let result = rd_kafka_metadata(
            client.pointer, topic == nil ? 1 : 0, handle, &metadata, Admin.patience.milliseconds)
        guard let metadata, result == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw complaints.first(else: client.error(result, of: topic), polling: client)
        }
        client.log.noteAnswer()
        return metadata
    }

    private func administer(
        _ topics: [String], partitions: Int, _ settings: [String: String]
    ) throws(KafkaError) {
        var requests: [OpaquePointer?] = []
        defer { for request in requests { rd_kafka_NewTopic_destroy(request) } }
        for topic in topics {
            // -1: as many replicas as the broker makes by itself.
            guard let request = rd_kafka_NewTopic_new(topic, Int32(clamping: partitions), -1, nil, 0) else {
                throw client.error(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, of: topic)
            }
            for (name, value) in settings { rd_kafka_NewTopic_set_config(request, name, value) }
            requests.append(request)
        }
        let answer = try answer { rd_kafka_CreateTopics(client.pointer, &requests, requests.count, nil, $0) }
        try check(answer, of: topics.joined(separator: ", "))
        try checkResults(of: answer.event)
    }

    /// What comes back of a question that `ask` puts, to be answered on a queue. Blocks.
    func answer(_ ask: (_ queue: OpaquePointer?) -> Void) throws(KafkaError) -> AdminAnswer {
        let queue = rd_kafka_queue_new(client.pointer)
        defer { rd_kafka_queue_destroy(queue) }
        ask(queue)
        guard let event = rd_kafka_queue_poll(queue, (Admin.patience * 2).milliseconds) else {
            throw complaints.first(else: client.error(RD_KAFKA_RESP_ERR__TIMED_OUT), polling: client)
        }
        return AdminAnswer(event: event)
    }

    /// Throws where the question as a whole failed.
    func check(_ answer: borrowing AdminAnswer, of subject: String? = nil) throws(KafkaError) {
        guard answer.code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw client.error(answer.code, of: subject, detail: answer.reason)
    }

    func settings(of topics: [String]) throws(KafkaError) -> [String: Result<[String: String], KafkaError>]? {
        guard try isAdministered() else { return nil }
        guard !topics.isEmpty else { return [:] }
        var resources = topics.map { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
        defer { for resource in resources { rd_kafka_ConfigResource_destroy(resource) } }
        let answer = try answer { rd_kafka_DescribeConfigs(client.pointer, &resources, resources.count, nil, $0) }
        try check(answer, of: topics.count == 1 ? topics[0] : nil)
        var count = 0
        let answers = rd_kafka_DescribeConfigs_result_resources(
            rd_kafka_event_DescribeConfigs_result(answer.event), &count)
        var settings: [String: Result<[String: String], KafkaError>] = [:]
        for index in 0..<count {
            guard let resource = answers?[index] else { continue }
            let topic = String(cString: rd_kafka_ConfigResource_name(resource))
            let code = rd_kafka_ConfigResource_error(resource)
            settings[topic] =
                code == RD_KAFKA_RESP_ERR_NO_ERROR
                ? .success(entries(of: resource)) : .failure(client.error(code, of: topic))
        }
        return settings
    }

    private func entries(of resource: OpaquePointer) -> [String: String] {
        var count = 0
        let entries = rd_kafka_ConfigResource_configs(resource, &count)
        var settings: [String: String] = [:]
        for index in 0..<count {
            guard let entry = entries?[index], let name = rd_kafka_ConfigEntry_name(entry),
                let value = rd_kafka_ConfigEntry_value(entry)
            else { continue }
            settings[String(cString: name)] = String(cString: value)
        }
        return settings
    }

    private func checkResults(of event: OpaquePointer) throws(KafkaError) {
        var count = 0
        let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        var denied: [Right] = []
        for index in 0..<count {
            let result = results?[index]
            let code = rd_kafka_topic_result_error(result)
            let name = String(cString: rd_kafka_topic_result_name(result))
            if code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
                || code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED
            {
                denied.append(Right(.create, on: .topic(name)))
                continue
            }
            // Somebody else may have been quicker.
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR, code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS else { continue }
            throw client.error(
                code, of: name, detail: rd_kafka_topic_result_error_string(result).map { String(cString: $0) })
        }
        guard denied.isEmpty else {
            throw KafkaError.missing(denied, for: "whoever creates topics", servers: client.servers)
        }
    }
}

extension UnsafePointer<rd_kafka_metadata> {
    var topics: UnsafeBufferPointer<rd_kafka_metadata_topic> {
        UnsafeBufferPointer(start: pointee.topics, count: Int(pointee.topic_cnt))
    }
}

extension rd_kafka_metadata_topic {
    /// Whether it has partitions, and each of them a leader.
    fileprivate var isUsable: Bool {
        err == RD_KAFKA_RESP_ERR_NO_ERROR && partition_cnt > 0
            && UnsafeBufferPointer(start: partitions, count: Int(partition_cnt)).allSatisfy { $0.leader >= 0 }
    }
}

/// What a client complained of, which says more than that there was no answer.
final class Complaints: Sendable {
    private let noted = Mutex<KafkaError?>(nil)

    func note(_ error: KafkaError) {
        noted.withLock { noted in
            // Refused credentials show up as an unreachable broker too.
            if noted.map({ $0.weight <= error.weight }) ?? true { noted = error }
        }
    }

    /// The complaint that stands behind `error`, where `client` has one that was not asked for yet.
    func first(else error: KafkaError, polling client: ClientHandle) -> KafkaError {
        rd_kafka_poll(client.pointer, 0)
        let error = noted.withLock { $0 } ?? error
        return error.isSilence ? client.stranger() ?? error : error
    }
}

extension KafkaError {
    /// How much it says, beside others of the same client.
    fileprivate var weight: Int { isRetriable ? code == .security ? 1 : 0 : 2 }
}
