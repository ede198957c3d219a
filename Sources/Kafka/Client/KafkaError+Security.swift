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
        if says("certificate required", "alert handshake failure") {
            remedy = "it wants a certificate of this client: set ssl.certificate.location and ssl.key.location"
        } else if says("alert bad certificate", "alert unknown ca", "alert unsupported certificate")
            || says("alert certificate expired", "alert certificate revoked", "alert certificate unknown")
        {
            remedy =
                "it does not take this client's certificate: set ssl.certificate.location and ssl.key.location to one that is in date and of an authority that the broker trusts"
        } else if says("certificate verify failed", "certificate could not be verified", "ssl.ca.location") {
            // OpenSSL knows which of these it is, and librdkafka does not pass it on.
            remedy =
                "this client does not trust its certificate: ssl.ca.location must have the authority's, the certificate must be in date, and its name must be the host's in the address"
        } else if says("current sasl state") {
            remedy =
                "it asks for no credentials on that port: set security.protocol to PLAINTEXT or SSL, or use its SASL port"
        } else if says(
            "plaintext broker listener", "wrong version number", "unknown protocol", "packet length too long")
        {
            remedy =
                "it does not speak TLS there: set security.protocol to PLAINTEXT or SASL_PLAINTEXT, or use its TLS port"
        } else if says("security.protocol", "in state ssl_handshake") {
            remedy = Self.hangUpRemedy
        } else {
            return nil
        }
        return security(reason, remedy: remedy, servers: servers)
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
        "it hung up at the first word: security.protocol must be that of its port (PLAINTEXT, SSL, SASL_SSL …), with a broker behind it that is up"

    private static func security(_ reason: String, remedy: String, servers: String) -> KafkaError {
        let address = ConnectionFault(reason)?.address ?? servers
        return KafkaError(
            .security, "The broker at \(address) cannot be talked to (\(reason)): \(remedy).", isRetriable: true)
    }
}
