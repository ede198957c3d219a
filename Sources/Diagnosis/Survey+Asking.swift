import Kafka

extension Survey {
    /// How long a broker may take for the offsets of all partitions.
    private static let patience = Duration.seconds(10)

    /// Looks at the cluster, for less than a minute whatever becomes of the broker. What the broker does not tell is a gap.
    ///
    /// - Throws: What keeps this client from connecting, after some seconds.
    public static func taken(of needs: Needs, using broker: ClientConfiguration) async throws(KafkaError) -> Survey {
        var survey = Survey(needs: needs, cluster: try await Admin.describeCluster(using: broker))
        let present = needs.topics.map(\.name).filter { survey.cluster.topics[$0] != nil }
        let read = survey.partitionsRead
        async let release = attempt { () async throws(KafkaError) in try await Admin.release(using: broker) }
        async let rights = attempt { () async throws(KafkaError) in
            try await Admin.rights(on: needs.resources, using: broker)
        }
        async let settings = attempt { () async throws(KafkaError) in
            try await Admin.settings(of: present, using: broker)
        }
        async let group = attempt { () async throws(KafkaError) -> GroupDescription? in
            guard let name = needs.group else { return nil }
            return try await Admin.describeGroup(name, using: broker)
        }
        async let lag = attempt { () async throws(KafkaError) -> [TopicPartition: Int64] in
            guard let name = needs.group else { return [:] }
            return try await Consumer.lag(ofGroup: name, in: read, using: broker, within: patience)
        }
        survey.note(await release, "the broker's release") { $0.release = $1 }
        survey.note(await rights, "the rights") { $0.rights = $1 }
        survey.note(await settings, "the topics' settings") { $0.note(settings: $1) }
        survey.note(await group, "the group") { $0.group = $1 }
        let lagKnown = await lag
        if case .failure(let error) = lagKnown, error.isRetriable {
            survey.silence = error
        } else {
            survey.note(lagKnown, "the lag") { $0.lag = $1 }
        }
        if let gap = survey.rights.gap { survey.gaps.append("Unknown: some of the rights. Why: \(gap)") }
        return survey
    }

    /// Those that the group commits offsets of.
    private var partitionsRead: [TopicPartition] {
        needs.topics.filter { $0.operations.contains(.read) && $0.purpose != .answers }.flatMap { topic in
            (partitions(of: topic) ?? []).indices.map { TopicPartition(topic: topic.name, partition: Int32($0)) }
        }
    }

    private mutating func note<Value>(
        _ result: Result<Value, KafkaError>, _ what: String, _ set: (inout Survey, Value) -> Void
    ) {
        switch result {
        case .success(let value): set(&self, value)
        // An embedded broker tells less than others, and nothing is wrong with that.
        case .failure(let error) where cluster.isEmbedded && error.code == .unsupported:
            gaps.append("An embedded broker does not tell \(what).")
        case .failure(let error): gaps.append("Unknown: \(what). \(error)")
        }
    }

    private mutating func note(settings: [String: Result<[String: String], KafkaError>]?) {
        guard let settings else { return gaps.append("An embedded broker does not tell the topics' settings.") }
        self.settings = settings.compactMapValues { try? $0.get() }
        let hidden = settings.filter { (try? $0.value.get()) == nil }.keys.sorted()
        guard !hidden.isEmpty else { return }
        gaps.append(
            "Unknown: the settings of \(hidden.joined(separator: ", ")). Grant DescribeConfigs on them to have them judged."
        )
    }
}

private func attempt<Value: Sendable>(
    _ body: @Sendable () async throws(KafkaError) -> Value
) async -> Result<Value, KafkaError> {
    do throws(KafkaError) { return .success(try await body()) } catch { return .failure(error) }
}
