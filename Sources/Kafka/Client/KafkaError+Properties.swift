extension KafkaError {
    /// The error of a property that librdkafka does not take.
    ///
    /// - Parameter reason: librdkafka's words.
    static func property(_ name: String, _ reason: String) -> KafkaError {
        if reason.contains("not supported in this build") {
            return KafkaError(
                .configuration,
                "The Kafka property \(name) is none of librdkafka \(KafkaLibrary.version) as it was built here (\(reason)): leave it out, or install one that has it."
            )
        }
        let values = KafkaLibrary.properties[name] ?? ""
        guard !values.isEmpty, reason.hasPrefix("Invalid value") || reason.contains("allowed range") else {
            return KafkaError(.configuration, "The Kafka property \(name) cannot be set this way: \(reason).")
        }
        return KafkaError(
            .configuration,
            "The Kafka property \(name) cannot be set this way (\(reason)): expected \(values.contains(",") ? "one of " : "")\(values)."
        )
    }

    /// The error of properties that go together badly, or whose files OpenSSL cannot use.
    ///
    /// - Parameter reason: librdkafka's words.
    static func properties(_ reason: String, _ security: SecurityProperties) -> KafkaError {
        KafkaError(
            .configuration,
            keySentence(reason, security) ?? keystoreSentence(reason) ?? fileSentence(reason) ?? listSentence(reason)
                ?? mechanismSentence(reason) ?? "The Kafka properties do not go together: \(reason).")
    }

    private static func keySentence(_ reason: String, _ security: SecurityProperties) -> String? {
        if reason.contains("key values mismatch") {
            return
                "The key of ssl.key.location does not belong to the certificate of ssl.certificate.location: name two that belong together."
        }
        guard let property = reason.prefixMatch(of: #/(ssl\.key\.(location|pem)) failed: /#), security.isKeyEncrypted
        else { return nil }
        return
            "The key of \(property.1) cannot be decrypted (\(reason[property.range.upperBound...])): check ssl.key.password."
    }

    private static func keystoreSentence(_ reason: String) -> String? {
        guard reason.contains("ssl.keystore.location") else { return nil }
        if reason.contains("mac verify failure") {
            return "The file of ssl.keystore.location does not open with ssl.keystore.password: check the two."
        }
        return
            "The file of ssl.keystore.location cannot be used (\(reason)): expected a key and its certificate in PKCS#12."
    }

    private static func fileSentence(_ reason: String) -> String? {
        guard let file = reason.prefixMatch(of: #/(ssl\.([a-z]+)\.(location|pem)) failed: /#) else { return nil }
        let contents =
            switch file.2 {
            case "ca": "certificates of authorities in PEM"
            case "certificate": "a certificate in PEM"
            case "key": "a private key in PEM"
            default: "what it is to hold in the form that its name says"
            }
        return
            "The file of \(file.1) cannot be used (\(reason[file.range.upperBound...])): expected \(contents)."
    }

    /// Of what OpenSSL is to choose among.
    private static func listSentence(_ reason: String) -> String? {
        guard let list = reason.prefixMatch(of: #/(ssl\.(cipher\.suites|curves\.list|sigalgs\.list)) failed: /#) else {
            return nil
        }
        return
            "\(list.1) has nothing that OpenSSL knows (\(reason[list.range.upperBound...])): mend it, with colons between its names, or leave it out."
    }

    private static func mechanismSentence(_ reason: String) -> String? {
        guard reason.contains("SASL mechanism") else { return nil }
        return
            "librdkafka \(KafkaLibrary.version) has no such sasl.mechanism here (\(reason)): expected one of \(SecurityProperties.mechanisms.joined(separator: ", ")) that the broker has too."
    }
}
