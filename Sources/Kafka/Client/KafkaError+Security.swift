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
        if says("certificate required", "alert bad certificate", "alert handshake failure", "alert unknown ca") {
            remedy = "it wants a certificate of this client: set ssl.certificate.location and ssl.key.location"
        } else if says("certificate verify failed", "certificate could not be verified", "ssl.ca.location") {
            remedy = "its certificate is not one that this client trusts: set ssl.ca.location to the authority's"
        } else if says(
            "plaintext broker listener", "wrong version number", "unknown protocol", "packet length too long")
        {
            remedy =
                "it does not speak TLS there: set security.protocol to PLAINTEXT or SASL_PLAINTEXT, or use its TLS port"
        } else if says("security.protocol", "in state ssl_handshake") {
            remedy =
                "it hung up at the first word: security.protocol must be that of its port (PLAINTEXT, SSL, SASL_SSL …)"
        } else {
            return nil
        }
        return KafkaError(
            .security, "The broker at \(servers) cannot be talked to (\(reason)): \(remedy).", isRetriable: true)
    }
}
