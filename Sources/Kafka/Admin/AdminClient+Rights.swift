import CRdkafka

extension AdminClient {
    /// A question that the broker does not answer is a gap; what is missing is judged by what is known.
    func rights(on resources: [Right.Resource]) throws(KafkaError) -> Rights {
        var rights = Rights()
        let topics = resources.compactMap { if case .topic(let name) = $0 { name } else { nil } }
        // Who may not see a topic may do nothing with it.
        let isEmbedded = try !isAdministered()
        for name in try hidden(among: topics, isEmbedded) { rights.granted[.topic(name)] = [] }
        guard !isEmbedded else {
            rights.gap = "an embedded broker knows no rights"
            return rights
        }
        guard let functions = RightsFunctions() else {
            rights.gap =
                "librdkafka \(KafkaLibrary.version) cannot ask for rights, \(RightsFunctions.since) and newer ones can"
            return rights
        }
        let seen = topics.filter { rights.granted[.topic($0)] == nil }
        note(in: &rights) { () throws(KafkaError) in try self.rights(on: seen, functions) }
        for case .group(let name) in resources {
            note(in: &rights) { () throws(KafkaError) in
                try self.group(name, functions).operations.map { [.group(name): $0] } ?? [:]
            }
        }
        if resources.contains(.cluster) {
            note(in: &rights) { () throws(KafkaError) in try self.rightsOnCluster(functions) }
        }
        return rights
    }

    private func note(
        in rights: inout Rights, _ ask: () throws(KafkaError) -> [Right.Resource: Set<Right.Operation>]
    ) {
        do throws(KafkaError) {
            rights.granted.merge(try ask()) { $1 }
        } catch {
            rights.gap = rights.gap ?? error.description
        }
    }

    /// Those that are there and are not to be seen. Kafka leaves these out of its list; an embedded broker does not, and
    /// creates what it is asked for.
    private func hidden(among topics: [String], _ isEmbedded: Bool) throws(KafkaError) -> [String] {
        let listed = try self.topics()
        var hidden: [String] = []
        for topic in topics where (listed[topic] != nil) == isEmbedded {
            let metadata = try metadata(of: topic)
            defer { rd_kafka_metadata_destroy(metadata) }
            if metadata.topics.first?.err == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED { hidden.append(topic) }
        }
        return hidden
    }

    private func rights(
        on topics: [String], _ functions: RightsFunctions
    ) throws(KafkaError) -> [Right.Resource: Set<Right.Operation>] {
        guard !topics.isEmpty else { return [:] }
        let collection = withCStrings(topics) { functions.makeTopics($0, topics.count) }
        defer { functions.destroyTopics(collection) }
        let options = AdminOptions(of: client, rights: functions)
        defer { options.destroy() }
        let answer = try answer { functions.describeTopics(client.pointer, collection, options.pointer, $0) }
        try check(answer)
        var count = 0
        let descriptions = functions.topics(functions.topicsResult(answer.event), &count)
        var granted: [Right.Resource: Set<Right.Operation>] = [:]
        for index in 0..<count {
            guard let topic = descriptions?[index], let name = functions.topicName(topic) else { continue }
            let code = rd_kafka_error_code(functions.topicError(topic))
            granted[.topic(String(cString: name))] =
                code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
                ? [] : RightsFunctions.operations(functions.topicOperations, of: topic)
        }
        return granted
    }

    private func rightsOnCluster(
        _ functions: RightsFunctions
    ) throws(KafkaError) -> [Right.Resource: Set<Right.Operation>] {
        let options = AdminOptions(of: client, rights: functions)
        defer { options.destroy() }
        let answer = try answer { functions.describeCluster(client.pointer, options.pointer, $0) }
        try check(answer)
        let result = functions.clusterResult(answer.event)
        return RightsFunctions.operations(functions.clusterOperations, of: result).map { [.cluster: $0] } ?? [:]
    }
}

/// Calls `body` with the texts as C has them, which last as long as the call.
func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Value
) -> Value {
    let copies = texts.map { text in
        let bytes = Array(text.utf8CString)
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    var pointers = copies.map { UnsafePointer($0.baseAddress) }
    return body(&pointers)
}
