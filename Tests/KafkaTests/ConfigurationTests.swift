import Kafka
import TestSupport
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

    @Test(arguments: [
        ("sasl.password", true), ("acks", true), ("session.timeout.ms", true), ("ssl.keystore.password", true),
        ("metadata.broker.list", true), ("rebalance_cb", true), ("no.such.property", false), ("", false),
    ])
    func `librdkafka tells which properties there are`(name: String, isKnown: Bool) {
        #expect(KafkaLibrary.knows(property: name) == isKnown)
    }

    @Test func `a property that librdkafka does not know is named`() throws {
        try refused("no.such.property", "1")
    }

    @Test(arguments: [("session.timeout.ms", "soon"), ("acks", "-7"), ("enable.auto.commit", "perhaps")])
    func `a property with a value that it cannot have is named`(name: String, value: String) throws {
        try refused(name, value)
    }

    @Test(arguments: [
        ("sasl.mechanism", "PLAIN,sasl-password=hunter2", "PLAIN,…"), ("debug", "broker,password=hunter2", "\"…\""),
        ("security.protocol", "SASL_SSL,SASL.password=a", "\"SASL_SSL,…\""),
    ])
    func `what looks like a property in a value that is refused is not told`(name: String, value: String, told: String)
        throws
    {
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", properties: [(name, value)], logger: .silent)
        let error = try #require(#expect(throws: KafkaError.self) { try Producer(configuration) })
        #expect(error.description.contains(told), "\(error)")
        #expect(!error.description.contains("password") && !error.description.contains("hunter2"), "\(error)")
    }

    /// Where it does not like them, and where it runs them.
    @Test(arguments: [
        ["sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.config": "principal=admin hunter2=hunter2 scope=hunter2"],
        ["sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.config": "principal=admin lifeSeconds=hunter2"],
        ["sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.config": #"principal=hunter2" scope=a"#],
        [
            "sasl.mechanism": "GSSAPI", "sasl.kerberos.principal": "somebody",
            "sasl.kerberos.kinit.cmd": "false hunter2 | exit 3; kinit %{sasl.kerberos.principal} hunter2 -x",
        ],
    ])
    func `a command and a configuration with passwords are not told`(properties: [String: String]) async throws {
        let log = CollectedLog(from: .trace)
        var all = properties.map { ($0.key, $0.value) }
        all += [
            ("security.protocol", "SASL_PLAINTEXT"), ("debug", "all"), ("enable.sasl.oauthbearer.unsecure.jwt", "true"),
        ]
        let configuration = ClientConfiguration(bootstrapServers: "127.0.0.1:1", properties: all, logger: log.logger)
        var errors: [String] = []
        do {
            let partitions = try await Admin.partitions(of: ["t"], using: configuration)
            Issue.record("\(partitions)")
        } catch {
            errors.append("\(error)")
        }
        let lines = log.lines + errors
        #expect(!lines.isEmpty)
        for line in lines { #expect(!line.contains("hunter2"), "\(line)") }
        // A library that was built without Kerberos runs no command.
        let isRun = !errors.contains { $0.contains("GSSAPI") }
        #expect(!isRun || lines.contains { $0.contains("…") }, "\(lines)")
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
        (
            "security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER",
            ["sasl.oauthbearer.method=oidc", "token.endpoint.url"]
        ),
        ("security.protocol=SSL ssl.ca.location=/dev/null", ["file of ssl.ca.location", "expected", "PEM"]),
        ("enable.ssl.certificate.verification=false", ["enable.ssl.certificate.verification", "without TLS"]),
        (
            "security.protocol=SASL_PLAINTEXT sasl.mechanism=plain sasl.username=u sasl.password=p",
            ["in capitals", "PLAIN"]
        ),
        ("security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAN", ["expected one of", "PLAIN", "OAUTHBEARER"]),
        ("security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN sasl.username=u", ["sasl.password is not set"]),
        ("security.protocol=SASL_PLAINTEXT sasl.mechanism=GSSAPI", ["sasl.kerberos.keytab is not set"]),
        ("session.timeout.ms=99999999999", ["session.timeout.ms", "expected 1 .. 3600000"]),
        ("security.protocol=SLL", ["\"SLL\"", "expected one of plaintext, ssl"]),
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
        #expect(error?.description.contains("\n") == false)
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
