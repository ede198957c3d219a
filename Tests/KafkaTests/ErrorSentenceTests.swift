import CRdkafka
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
        (
            "Disconnected while requesting ApiVersion: might be caused by incorrect security.protocol configuration",
            "hung up"
        ),
        ("Disconnected: in state SSL_HANDSHAKE", "hung up"),
    ])
    func `that is about security names the setting, and may pass`(reason: String, remedy: String) throws {
        let error = KafkaError(RD_KAFKA_RESP_ERR__SSL, detail: reason, servers: "b:9092")
        #expect(error.code == .security && error.isRetriable)
        #expect(error.description.contains(remedy) && error.description.contains("b:9092"), "\(error)")
        #expect(KafkaError.security("Connection refused", servers: "b:9092") == nil)
    }

    @Test func `of a token that nobody hands out may pass, and of one that is refused does not`() {
        let away = "Failed to acquire SASL OAUTHBEARER token: Failed to connect to 127.0.0.1 port 1: Connection refused"
        let error = KafkaError(RD_KAFKA_RESP_ERR__AUTHENTICATION, detail: away, servers: "b:9092")
        #expect(error.isRetriable && error.description.contains("token.endpoint.url"))
        let refused = "Failed to acquire SASL OAUTHBEARER token: HTTP 401"
        #expect(!KafkaError(RD_KAFKA_RESP_ERR__AUTHENTICATION, detail: refused, servers: "b:9092").isRetriable)
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
