import Kafka
import Testing

@Suite struct Configuring {
    private func refused(_ name: String, _ value: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", properties: [(name, value)], logger: .silent)
        let errors = [
            #expect(throws: KafkaError.self) { try Producer(configuration) },
            #expect(throws: KafkaError.self) { try Consumer(configuration, group: "g") },
        ]
        for error in errors {
            #expect(error?.code == .configuration, sourceLocation: sourceLocation)
            #expect(error?.isRetriable == false, sourceLocation: sourceLocation)
            #expect(error?.description.contains(name) == true, "\(error as Any)", sourceLocation: sourceLocation)
        }
    }

    @Test func `a property that librdkafka does not know is named`() throws {
        try refused("no.such.property", "1")
    }

    @Test(arguments: [("session.timeout.ms", "soon"), ("acks", "-7"), ("enable.auto.commit", "perhaps")])
    func `a property with a value that it cannot have is named`(name: String, value: String) throws {
        try refused(name, value)
    }

    @Test func `properties that do not go together are named`() throws {
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", properties: [("acks", "1")], logger: .silent)
        let error = #expect(throws: KafkaError.self) { try Producer(configuration) }
        #expect(error?.code == .configuration)
        #expect(error?.description.contains("acks") == true)
    }

    @Test func `a later property goes before an earlier one`() throws {
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", properties: [("acks", "1"), ("acks", "all")], logger: .silent)
        #expect(throws: Never.self) { try Producer(configuration) }
    }

    @Test func `a topic's partitions are sorted by topic and number`() {
        let partitions = [("b", 1), ("a", 10), ("a", 2)].map { TopicPartition(topic: $0, partition: $1) }
        #expect(partitions.sorted().map(\.description) == ["a[2]", "a[10]", "b[1]"])
    }
}
