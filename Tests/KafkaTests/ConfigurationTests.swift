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

    @Test(arguments: [
        ("sasl.password=p", ["sasl.password", "security.protocol is not", "SASL_SSL"]),
        ("security.protocol=SSL sasl.username=u", ["sasl.username", "is SSL", "to SASL_SSL,"]),
        (
            "security.protocol=sasl_plaintext ssl.ca.location=/ sasl.mechanism=PLAIN",
            ["ssl.ca.location", "to SASL_SSL,"]
        ),
        ("ssl.ca.location=/", ["ssl.ca.location", "without TLS", "SSL, or SASL_SSL"]),
        ("security.protocol=SASL_SSL sasl.username=u", ["no sasl.mechanism", "PLAIN"]),
        ("security.protocol=SSL ssl.ca.location=/no/such.pem", ["ssl.ca.location names /no/such.pem", "No such file"]),
        ("security.protocol=SSL ssl.key.location=/no/such.key", ["ssl.key.location names /no/such.key"]),
        ("security.protocol=SSL ssl.ca.location=/dev/null", ["file of ssl.ca.location", "expected", "PEM"]),
    ])
    func `settings of security that do nothing, or cannot, are named with what to set`(
        settings: String, words: [String]
    ) throws {
        let properties = settings.split(separator: " ").map { setting in
            let parts = setting.split(separator: "=").map(String.init)
            return (parts[0], parts[1])
        }
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", properties: properties, logger: .silent)
        let error = #expect(throws: KafkaError.self) { try Producer(configuration) }
        #expect(error?.code == .configuration)
        for word in words { #expect(error?.description.contains(word) == true, "\(error as Any)") }
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
