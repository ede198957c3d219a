import CRdkafka

extension AdminClient {
    /// What a group is like, and what this client may do with it where the broker tells.
    ///
    /// A mock cluster is not asked: it knows no such question, which librdkafka 2.0.2 then puts again and again, and its
    /// client never ends.
    ///
    /// - Parameter functions: Nil for a librdkafka that cannot ask for rights.
    func group(
        _ name: String, _ functions: RightsFunctions?
    ) throws(KafkaError) -> (description: GroupDescription?, operations: Set<Right.Operation>?) {
        guard try isAdministered() else { throw client.error(RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE) }
        let options = AdminOptions(of: client, rights: functions)
        defer { options.destroy() }
        let answer = try answer { queue in
            withCStrings([name]) {
                rd_kafka_DescribeConsumerGroups(client.pointer, $0, 1, options.pointer, queue)
            }
        }
        if answer.code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED { return (nil, []) }
        try check(answer)
        var count = 0
        let groups = rd_kafka_DescribeConsumerGroups_result_groups(
            rd_kafka_event_DescribeConsumerGroups_result(answer.event), &count)
        guard count > 0, let group = groups?[0] else { return (nil, nil) }
        switch rd_kafka_error_code(rd_kafka_ConsumerGroupDescription_error(group)) {
        case RD_KAFKA_RESP_ERR_NO_ERROR: break
        case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED: return (nil, [])
        // Newer brokers say this of a group that nobody ever joined.
        case RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND:
            return (GroupDescription(state: .dead, assignmentStrategy: "", members: []), nil)
        case let code: throw client.error(code, of: name)
        }
        let operations = functions.flatMap { RightsFunctions.operations($0.groupOperations, of: group) }
        return (GroupDescription(of: group), operations)
    }
}

extension GroupDescription {
    fileprivate init(of group: OpaquePointer) {
        let state = rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(group))
        self.init(
            state: state.flatMap { State(rawValue: String(cString: $0)) } ?? .unknown,
            assignmentStrategy: text(rd_kafka_ConsumerGroupDescription_partition_assignor(group)) ?? "",
            members: (0..<rd_kafka_ConsumerGroupDescription_member_count(group)).compactMap {
                rd_kafka_ConsumerGroupDescription_member(group, $0).map(Member.init(of:))
            })
    }
}

extension GroupDescription.Member {
    fileprivate init(of member: OpaquePointer) {
        let assignment = rd_kafka_MemberDescription_assignment(member)
        let partitions = assignment.flatMap(rd_kafka_MemberAssignment_partitions)
        self.init(
            clientID: text(rd_kafka_MemberDescription_client_id(member)) ?? "",
            host: text(rd_kafka_MemberDescription_host(member)) ?? "",
            instanceID: text(rd_kafka_MemberDescription_group_instance_id(member)),
            partitions: partitions.map { UnsafeMutablePointer(mutating: $0).partitions.sorted() } ?? [])
    }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
