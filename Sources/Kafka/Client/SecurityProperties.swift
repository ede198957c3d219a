import CRdkafka
import Foundation

/// The properties of a client that say how its connections are made safe, looked at before there is one: librdkafka takes
/// combinations that do nothing, and tells of the others in the words of the libraries beneath it.
struct SecurityProperties {
    private var values: [String: String] = [:]

    init(_ properties: [ClientConfiguration.Property]) {
        for property in properties {
            // Both names are in use.
            let name = property.name == "sasl.mechanisms" ? "sasl.mechanism" : property.name
            values[name] = property.value.reveal()
        }
    }

    private var securityProtocol: String { (values["security.protocol"] ?? "plaintext").lowercased() }

    /// What is wrong with them; nil where nothing is, or librdkafka tells it well.
    var fault: KafkaError? {
        let sentence = missingFile ?? uselessProperty(of: "sasl") ?? uselessProperty(of: "ssl") ?? mechanismFault
        return sentence.map { KafkaError(.configuration, $0) }
    }

    /// Properties that name a file, or a folder.
    private static let files = [
        "ssl.ca.location", "ssl.certificate.location", "ssl.key.location", "ssl.keystore.location", "ssl.crl.location",
        "sasl.kerberos.keytab",
    ]

    private var missingFile: String? {
        for name in Self.files {
            // "probe" has librdkafka look for the system's own.
            guard let path = values[name], !path.isEmpty, path != "probe", access(path, R_OK) != 0 else { continue }
            return
                "\(name) names \(path), which cannot be read: \(String(cString: strerror(errno))). Mend the path, or the rights to the file."
        }
        return nil
    }

    /// - Parameter layer: `sasl` or `ssl`.
    private func uselessProperty(of layer: String) -> String? {
        guard ["plaintext", "ssl", "sasl_plaintext"].contains(securityProtocol),
            !securityProtocol.contains(layer == "ssl" ? "ssl" : "sasl"),
            let name = values.keys.sorted().first(where: { $0.hasPrefix("\(layer).") })
        else { return nil }
        let isSaid = values["security.protocol"] != nil
        let fitting =
            switch (layer, securityProtocol) {
            case ("sasl", "ssl"): "SASL_SSL"
            case ("sasl", _): "SASL_SSL, or SASL_PLAINTEXT"
            case (_, "sasl_plaintext"): "SASL_SSL"
            default: "SSL, or SASL_SSL"
            }
        return
            "\(name) is set, and security.protocol \(isSaid ? "is" : "is not, which means") \(securityProtocol.uppercased()), without \(layer == "ssl" ? "TLS" : "SASL"): set security.protocol to \(fitting), or leave \(name) out."
    }

    private var mechanismFault: String? {
        guard securityProtocol.hasPrefix("sasl") else { return nil }
        guard let mechanism = values["sasl.mechanism"] else {
            // librdkafka's own is GSSAPI.
            if values.keys.contains(where: { $0.hasPrefix("sasl.kerberos.") }) { return nil }
            return
                "security.protocol is \(securityProtocol.uppercased()), and no sasl.mechanism is set: set it to that of the broker, such as PLAIN, SCRAM-SHA-512, OAUTHBEARER or GSSAPI."
        }
        if mechanism.uppercased() == "OAUTHBEARER", values["sasl.oauthbearer.method"]?.lowercased() != "oidc",
            values["enable.sasl.oauthbearer.unsecure.jwt"] != "true"
        {
            // librdkafka would wait for the program to bring one.
            return
                "sasl.mechanism is OAUTHBEARER, and nothing says where its tokens come from: set sasl.oauthbearer.method=oidc, and sasl.oauthbearer.token.endpoint.url with it."
        }
        // Up to 2.6.0 librdkafka sends a nonce twice (its issue 4895): today's brokers refuse the right password then.
        guard mechanism.uppercased().hasPrefix("SCRAM"), rd_kafka_version() < 0x02_06_01_00 else { return nil }
        return
            "\(mechanism) needs librdkafka 2.6.1 or newer, and this is \(KafkaLibrary.version): Kafka refuses the right password of older ones. Install a newer one (Debian 13 has it), or use PLAIN over TLS."
    }
}
