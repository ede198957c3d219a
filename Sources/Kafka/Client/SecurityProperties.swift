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
        let sentence =
            missingFile ?? uselessProperty(of: "sasl") ?? uselessProperty(of: "ssl") ?? certificateFault
            ?? mechanismFault
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

    /// Whether the client's key is to be decrypted, as far as it can be read.
    var isKeyEncrypted: Bool {
        let text =
            values["ssl.key.pem"]
            ?? values["ssl.key.location"].flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }
        // "BEGIN ENCRYPTED PRIVATE KEY", or "Proc-Type: 4,ENCRYPTED" of older ones.
        return text?.contains("ENCRYPTED") ?? false
    }

    private func isSet(_ names: String...) -> Bool { names.contains { values[$0].map { !$0.isEmpty } ?? false } }

    private var certificateFault: String? {
        guard securityProtocol.hasSuffix("ssl") else { return nil }
        if isSet("ssl.keystore.location"), values["ssl.keystore.password"] == nil {
            return
                "ssl.keystore.location is set, and ssl.keystore.password is not: set it to the password of that file."
        }
        let (certificate, key) = (
            isSet("ssl.certificate.location", "ssl.certificate.pem"), isSet("ssl.key.location", "ssl.key.pem")
        )
        // An engine has keys of its own.
        if certificate, !key, !isSet("ssl.engine.location") {
            return
                "ssl.certificate.location is set, and ssl.key.location is not: set it to the file with the certificate's key."
        }
        if key, !certificate {
            return
                "ssl.key.location is set, and ssl.certificate.location is not: set it to the file with the key's certificate."
        }
        guard key, isKeyEncrypted, !isSet("ssl.key.password") else { return nil }
        return
            "The key of ssl.key.location is encrypted, and ssl.key.password is not set: set it to the key's password."
    }

    /// - Parameter layer: `sasl` or `ssl`.
    private func uselessProperty(of layer: String) -> String? {
        guard ["plaintext", "ssl", "sasl_plaintext"].contains(securityProtocol),
            !securityProtocol.contains(layer == "ssl" ? "ssl" : "sasl"),
            let name = values.keys.sorted().first(where: { $0.trimmingPrefix("enable.").hasPrefix("\(layer).") })
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
        // librdkafka's own is GSSAPI.
        let isKerberos = values.keys.contains { $0.hasPrefix("sasl.kerberos.") }
        guard let mechanism = values["sasl.mechanism"] ?? (isKerberos ? "GSSAPI" : nil) else {
            return
                "security.protocol is \(securityProtocol.uppercased()), and no sasl.mechanism is set: set it to that of the broker, such as PLAIN, SCRAM-SHA-512, OAUTHBEARER or GSSAPI."
        }
        if Self.mechanisms.contains(mechanism.uppercased()), mechanism != mechanism.uppercased() {
            return
                "sasl.mechanism is \(mechanism), and mechanisms are in capitals: set it to \(mechanism.uppercased())."
        }
        return switch mechanism {
        case "PLAIN": passwordFault(mechanism)
        case "SCRAM-SHA-256", "SCRAM-SHA-512": nonceFault(mechanism) ?? passwordFault(mechanism)
        case "OAUTHBEARER": tokenFault
        case "GSSAPI": ticketFault
        default: nil
        }
    }

    /// As librdkafka knows them, in capitals.
    static let mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI"]

    private func passwordFault(_ mechanism: String) -> String? {
        guard let name = ["sasl.username", "sasl.password"].first(where: { values[$0] == nil }) else { return nil }
        return "sasl.mechanism is \(mechanism), and \(name) is not set: set it to that of the broker's user."
    }

    /// Up to 2.6.0 librdkafka sends a nonce twice (its issue 4895): today's brokers refuse the right password then.
    private func nonceFault(_ mechanism: String) -> String? {
        guard rd_kafka_version() < 0x02_06_01_00 else { return nil }
        return
            "\(mechanism) needs librdkafka 2.6.1 or newer, and this is \(KafkaLibrary.version): Kafka refuses the right password of older ones. Install a newer one (Debian 13 has it), or use PLAIN over TLS."
    }

    private var hasTokenMethod: Bool { values["sasl.oauthbearer.method"]?.lowercased() == "oidc" }

    /// Whether librdkafka asks an endpoint for a token.
    var fetchesTokens: Bool {
        securityProtocol.hasPrefix("sasl") && values["sasl.mechanism"] == "OAUTHBEARER" && hasTokenMethod
    }

    private var tokenFault: String? {
        guard hasTokenMethod else {
            if values["enable.sasl.oauthbearer.unsecure.jwt"] == "true" { return nil }
            // librdkafka would wait for the program to bring one.
            return
                "sasl.mechanism is OAUTHBEARER, and nothing says where its tokens come from: set sasl.oauthbearer.method=oidc, and sasl.oauthbearer.token.endpoint.url with it."
        }
        guard !isSet("sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.metadata.authentication.type") else {
            return nil
        }
        return
            "sasl.oauthbearer.method is oidc, and sasl.oauthbearer.token.endpoint.url is not set: set it to where tokens are handed out."
    }

    /// librdkafka's own command takes a ticket by that file.
    private var ticketFault: String? {
        guard !isSet("sasl.kerberos.keytab"),
            values["sasl.kerberos.kinit.cmd"]?.contains("%{sasl.kerberos.keytab}") ?? true
        else { return nil }
        return
            "sasl.mechanism is GSSAPI, and sasl.kerberos.keytab is not set: set it to the file with the keys of sasl.kerberos.principal."
    }
}
