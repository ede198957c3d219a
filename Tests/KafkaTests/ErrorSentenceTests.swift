import CRdkafka
import TestSupport
import Testing

@testable import Kafka

@Suite struct `An error of the broker's or the library's` {
    /// All that librdkafka knows, with its own words.
    private static let all: [(code: rd_kafka_resp_err_t, words: String)] = {
        var descriptions: UnsafePointer<rd_kafka_err_desc>?
        var count = 0
        rd_kafka_get_err_descs(&descriptions, &count)
        return UnsafeBufferPointer(start: descriptions, count: count).compactMap { description in
            guard description.code != RD_KAFKA_RESP_ERR_NO_ERROR, let words = description.desc else { return nil }
            return (description.code, String(cString: words))
        }
    }()

    @Test func `is one sentence that says what to do, about what and where`() {
        #expect(Self.all.count > 100)
        for (code, words) in Self.all {
            let error = KafkaError(code, of: "orders[3]", detail: "line one", servers: "b:9092")
            let sentence = error.description
            #expect(
                sentence.hasSuffix(".") && !sentence.contains("\n") && !sentence.contains(".."), "\(words): \(sentence)"
            )
            #expect(sentence.contains(": ") || error.code == .fatal || error.code == .refused, "\(words): \(sentence)")
            #expect(!(error.isFatal && error.isRetriable), "\(words)")
            #expect(error.isFatal == (error.code == .fatal || error.code == .fenced), "\(words)")
            // Nothing stands there for what is not known.
            let bare = KafkaError(code, servers: "b:9092").description
            #expect(!bare.contains(" for ") || bare.contains("wait for") || !bare.contains("for nil"), "\(bare)")
        }
    }

    @Test func `that waiting cures says so, and no other does`() {
        for (code, words) in Self.all {
            let error = KafkaError(code, servers: "b:9092")
            let curable: [KafkaError.Code] = [
                .unreachable, .timedOut, .queueFull, .groupUnstable, .temporary, .security,
            ]
            #expect(error.isRetriable == curable.contains(error.code), "\(words)")
        }
    }

    @Test(arguments: [
        ("SSL handshake failed: error:0A000410:SSL routines::alert handshake failure", "ssl.certificate.location"),
        ("ssl://b:1: SSL alert number 116: certificate required", "ssl.key.location"),
        ("SSL handshake failed: certificate verify failed: self-signed", "ssl.ca.location"),
        (
            "broker certificate could not be verified, verify that ssl.ca.location is correctly configured",
            "ssl.ca.location"
        ),
        ("SSL handshake failed: wrong version number: connecting to a PLAINTEXT broker listener?", "SASL_PLAINTEXT"),
        ("packet length too long", "PLAINTEXT"),
        ("SSL handshake failed: certificate verify failed: certificate has expired", "in date"),
        ("SSL alert: ssl/tls alert unknown ca", "of an authority that the broker trusts"),
        ("SSL alert: sslv3 alert certificate expired", "in date"),
        ("SASL handshake failed: Broker: Request not valid in current SASL state", "no credentials"),
        ("SASL Handshake not supported by broker (required by mechanism PLAIN)", "leave out what begins with sasl"),
        ("SSL handshake failed: tlsv1 alert protocol version: SSL alert number 70", "TLS in common"),
        ("SSL handshake failed: error:0A000102:SSL routines::unsupported protocol", "TLS in common"),
        ("SSL handshake failed: something new (after 1ms in state SSL_HANDSHAKE)", "check the ssl properties"),
        (
            "Disconnected while requesting ApiVersion: might be caused by incorrect security.protocol configuration",
            "hung up"
        ),
        ("Disconnected: in state SSL_HANDSHAKE", "hung up"),
        ("SSL routines::unexpected eof while reading (after 1ms in state SSL_HANDSHAKE)", "hung up"),
    ])
    func `that is about security names the setting, and may pass`(reason: String, remedy: String) throws {
        let error = KafkaError(RD_KAFKA_RESP_ERR__SSL, detail: reason, servers: "b:9092")
        #expect(error.code == .security && error.isRetriable)
        #expect(error.description.contains(remedy) && error.description.contains("b:9092"), "\(error)")
        #expect(KafkaError.security("Connection refused", servers: "b:9092") == nil)
    }

    /// librdkafka reads what comes as a length.
    @Test(arguments: [
        (1_213_486_160, "b:1 does not speak Kafka (its answer begins with \"HTTP\")"),
        (1_397_966_893, "begins with \"SSH-\""), (-559_038_737, "b:1 does not speak Kafka: check"),
        (352_518_912, "b:1 speaks TLS, and security.protocol does not"),
    ])
    func `that is of an answer in another protocol says so`(length: Int, words: String) {
        let reason =
            "b:1/bootstrap: Receive failed: Invalid response size \(length) (0..100000000): increase receive.message.max.bytes"
        let error = KafkaError(
            RD_KAFKA_RESP_ERR__BAD_MSG, detail: "\(reason) (after 0ms in state APIVERSION_QUERY)", servers: "a:1,b:1")
        #expect(error.code == .security && error.isRetriable)
        #expect(error.description.contains(words), "\(error)")
        let later = KafkaError(RD_KAFKA_RESP_ERR__BAD_MSG, detail: "\(reason) (after 9ms in state UP)", servers: "b:1")
        #expect(later.code == .temporary && later.description.contains("receive.message.max.bytes"), "\(later)")
    }

    @Test(arguments: [
        "Connect failed: Connection refused (after 0ms in state CONNECT)",
        "Connect failed: Connection refused (after 12ms in state CONNECT, 2 identical error(s) suppressed)",
    ])
    func `is told without what only the library's authors know`(reason: String) {
        let error = KafkaError(RD_KAFKA_RESP_ERR__TRANSPORT, detail: reason, servers: "b:9092")
        #expect(error.description.contains("(Connect failed: Connection refused)"), "\(error)")
    }

    @Test func `that is about a certificate has what is wrong with it`() {
        let reason =
            "ssl://b:1/bootstrap: SSL handshake failed: certificate verify failed: broker certificate could not"
        #expect(CertificateFault(code: 10).words(in: reason)?.hasSuffix("failed: the certificate has expired") == true)
        #expect(CertificateFault(code: 10).words(in: "Connection refused") == nil)
    }

    @Test func `of a token is of the endpoint's, may pass, and keeps nobody trying at the start who is refused`() {
        let away = "Failed to acquire SASL OAUTHBEARER token: Failed to connect to 127.0.0.1 port 1: Connection refused"
        let error = KafkaError(RD_KAFKA_RESP_ERR__AUTHENTICATION, detail: away, servers: "b:9092")
        #expect(error.isRetriable && error.description.contains("token.endpoint.url"))
        let refused = KafkaError(
            RD_KAFKA_RESP_ERR__AUTHENTICATION,
            detail: "Failed to acquire SASL OAUTHBEARER token: <html>\n<p>\(String(repeating: "x", count: 999))",
            servers: "b:9092")
        #expect(refused.code == .security && refused.isRetriable && refused.isOfToken)
        #expect(refused.description.contains("(<html> <p>xx") && refused.description.contains("token.endpoint.url"))
        #expect(refused.description.count < 400 && !refused.description.contains("b:9092"), "\(refused)")
    }

    @Test func `of a token is one line for all clients while it goes on`() {
        let log = CollectedLog(from: .info)
        let configuration = ClientConfiguration(bootstrapServers: "b:9092", logger: log.logger)
        for words in ["Failed to connect to 127.0.0.1", "Response is not JSON encoded"] {
            for client in [ClientLog(configuration), ClientLog(configuration)] {
                client.write(severity: 3, facility: "OIDC", "Failed to retrieve OIDC token: \(words)")
                let reason = "Failed to acquire SASL OAUTHBEARER token: \(words)"
                let error = KafkaError(RD_KAFKA_RESP_ERR__AUTHENTICATION, detail: reason, servers: "b:9092")
                client.tell(error, isOutage: false)
            }
        }
        #expect(log.lines.count == 1 && log.lines[0].contains("token.endpoint.url"), "\(log.lines)")
    }

    @Test(arguments: [
        ("Disconnected: connection reset by peer (after 3ms in state APIVERSION_QUERY)", true),
        ("Disconnected: connection closed by peer: receive 0 after POLLIN (after 0ms in state UP)", true),
        (
            "Disconnected: connection closed by peer (after 2ms in state APIVERSION_QUERY, 1 identical error(s) suppressed)",
            true
        ),
        ("Disconnected: connection closed by peer: receive 0 after POLLIN (after 600123ms in state UP)", false),
        ("Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in state CONNECT)", false),
    ])
    func `that stands for a broker which hangs up at the first word names the setting`(words: String, isOne: Bool) {
        let error = KafkaError.hangUp("[thrd:b:9092/bootstrap]: b:9092/bootstrap: \(words)", servers: "b:9092")
        #expect((error != nil) == isOne)
        #expect(error?.description.contains("security.protocol") != false && error?.code != .unreachable)
        #expect(error?.description.contains("thrd") != true)
    }
}
