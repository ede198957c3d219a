extension KafkaError {
    /// The error that stands for a connection which fails because this client and the broker do not agree on how it is
    /// made safe; nil where the reason is another. librdkafka has no codes for these, only words.
    ///
    /// It is retriable, because a broker that is being restarted may hang up in the same way. Who has never reached a broker
    /// gives up.
    static func security(_ reason: String, servers: String) -> KafkaError? {
        let words = reason.lowercased()
        func says(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
        let remedy: String
        if says("certificate required") {
            remedy = "it wants a certificate of this client: set ssl.certificate.location and ssl.key.location"
        } else if says("alert handshake failure", "no shared cipher", "alert insufficient security") {
            remedy =
                "it wants a certificate of this client (ssl.certificate.location and ssl.key.location), or has none of ssl.cipher.suites: set the first, or leave out the second"
        } else if says("alert bad certificate", "alert unknown ca", "alert unsupported certificate")
            || says("alert certificate expired", "alert certificate revoked", "alert certificate unknown")
        {
            remedy =
                "it does not take this client's certificate: set ssl.certificate.location and ssl.key.location to one that is in date and of an authority that the broker trusts"
        } else if says("certificate verify failed", "certificate could not be verified", "ssl.ca.location") {
            remedy = Self.certificateRemedy(words)
        } else if says("protocol version", "unsupported protocol", "version too low", "legacy sigalg") {
            remedy =
                "it and this client have no version of TLS in common: have it speak TLS 1.2 or 1.3 (ssl.enabled.protocols of the broker), or this machine's openssl.cnf allow what it speaks"
        } else if says("current sasl state", "sasl handshake not supported") {
            remedy =
                "it asks for no credentials on that port: set security.protocol to PLAINTEXT or SSL and leave out what begins with sasl, or use its SASL port"
        } else if says(
            "plaintext broker listener", "wrong version number", "unknown protocol", "packet length too long")
        {
            remedy =
                "it does not speak TLS there: set security.protocol to PLAINTEXT or SASL_PLAINTEXT, or use its TLS port"
        } else if says("security.protocol") || says("disconnected", "unexpected eof") && says("in state ssl_handshake")
        {
            remedy = Self.hangUpRemedy
        } else if says("ssl handshake failed", "in state ssl_handshake") {
            remedy = "no TLS comes about: check the ssl properties, and look at the broker's log"
        } else {
            return nil
        }
        return security(reason, remedy: remedy, servers: servers)
    }

    /// - Parameter words: In small letters, with those of `CertificateFault` where it is known.
    private static func certificateRemedy(_ words: String) -> String {
        switch words {
        case _ where words.contains("expired") || words.contains("not valid yet"):
            "the broker needs a certificate that is in date, or this machine's clock is wrong"
        case _ where words.contains("another name"):
            "the host in the address must be a name in the certificate, unless ssl.endpoint.identification.algorithm is none"
        case _ where words.contains("authority") || words.contains("signed by itself"):
            "set ssl.ca.location to a file with the certificate of the authority that signed it"
        default:
            "this client does not trust its certificate: ssl.ca.location must have the authority's, the certificate must be in date, and its name must be the host's in the address"
        }
    }

    /// The error of an answer that is none of Kafka's; nil of any other. librdkafka reads the first four bytes of an answer as
    /// its length, and finds no length in a text.
    static func stranger(_ reason: String, servers: String) -> KafkaError? {
        guard let size = reason.firstMatch(of: #/Invalid response size (-?[0-9]+) .* in state APIVERSION_QUERY/#),
            let length = Int32(size.1)
        else { return nil }
        let place = reason.prefixMatch(of: #/(?:[a-z_]+://)?([^/ ]+)\/[^ ]+: /#).map { String($0.1) } ?? servers
        let bytes = withUnsafeBytes(of: length.bigEndian, Array.init)
        // The beginning of an alert.
        if bytes.starts(with: [0x15, 3]) {
            return KafkaError(
                .security,
                "\(place) speaks TLS, and security.protocol does not: set it to SSL or SASL_SSL, or use another port.",
                isRetriable: true)
        }
        let isText = bytes.allSatisfy { (0x20...0x7E).contains($0) }
        return stranger(at: place, saying: isText ? String(decoding: bytes, as: UTF8.self) : nil)
    }

    /// - Parameters:
    ///   - place: The address of what is no broker.
    ///   - beginning: Of what it answers, where that is text.
    static func stranger(at place: String, saying beginning: String?) -> KafkaError {
        let told = beginning.map { " (its answer begins with \"\($0)\")" } ?? ""
        return KafkaError(
            .security,
            "\(place) does not speak Kafka\(told): check the address, whose port must be that of a Kafka broker.",
            isRetriable: true)
    }

    /// The same of what librdkafka logs of a connection that ended: from 2.3 on it calls a broker that hangs up at the first
    /// word just one that is away. Nil for one that was of use.
    static func hangUp(_ line: String, servers: String) -> KafkaError? {
        let reason = line.split(separator: "]: ", maxSplits: 1).last.map(String.init) ?? line
        guard reason.contains("Disconnected"),
            let end = reason.firstMatch(of: #/\(after ([0-9]+)ms in state (APIVERSION_QUERY|SSL_HANDSHAKE|UP)[,)]/#)
        else { return nil }
        // One that asks for credentials tells its versions first.
        guard end.2 != "UP" || Int(end.1) ?? .max < 100 else { return nil }
        return security(reason, remedy: hangUpRemedy, servers: servers)
    }

    /// Whether it is of a broker that hung up at the first word, as one does too that is being stopped.
    var isHangUp: Bool { code == .security && description.hasSuffix("\(Self.hangUpRemedy).") }

    private static let hangUpRemedy =
        "it hung up at the first word: a Kafka broker must be up behind that port, and security.protocol be that of the port (PLAINTEXT, SSL, SASL_SSL …)"

    /// librdkafka's words without what only its authors know: " (after 3ms in state UP, 1 identical error(s) suppressed)".
    static func withoutState(_ reason: String) -> String {
        reason.replacing(#/ \(after [0-9]+ms in state [^)]*(\([^)]*\)[^)]*)?\)$/#, with: "")
    }

    private static func security(_ reason: String, remedy: String, servers: String) -> KafkaError {
        let fault = ConnectionFault(reason).flatMap { $0.isOf(servers) ? nil : $0 }
        let place = fault.map { "\($0.address), as \(servers) advertises it," } ?? servers
        var error = KafkaError(
            .security, "The broker at \(place) cannot be talked to (\(withoutState(reason))): \(remedy).",
            isRetriable: true)
        error.isOfAdvertisedAddress = fault != nil
        return error
    }
}
