import Secrets

extension ClientConfiguration {
    /// Hides in librdkafka's words what the properties have of passwords: it quotes values where it does not like them, and
    /// commands where they fail.
    var concealment: Concealment { Concealment(properties.flatMap(\.secrets)) }
}

extension ClientConfiguration.Property {
    /// What of the value nobody is to read.
    fileprivate var secrets: [Secret] {
        let text = value.reveal()
        switch name.lowercased() {
        case "sasl.oauthbearer.config":
            // Pairs such as principal=admin, which librdkafka tells of one by one.
            return text.split(whereSeparator: \.isWhitespace).flatMap { pair in
                let name = pair.prefix { $0 != "=" }
                let value = Secret(String(pair[name.endIndex...].dropFirst()))
                return Self.configurationNames.contains(String(name)) ? [value] : [Secret(String(pair)), value]
            }
        case "sasl.kerberos.kinit.cmd":
            // The command has other properties in the place of these.
            return text.split(separator: /%\{[^}]*\}/).map { Secret(String($0)) }
        case let name where Self.marks.contains(where: name.contains) && !name.hasSuffix(".location"):
            return [value]
        default:
            // In a list of properties, a comma with one behind it whose name is misspelt.
            let tail = text.drop { $0 != "," }.dropFirst()
            return tail.contains("=") ? [Secret(String(tail))] : []
        }
    }

    /// Those of `sasl.oauthbearer.config`.
    private static let configurationNames: Set = [
        "principal", "principalClaimName", "scope", "scopeClaimName", "lifeSeconds",
    ]
    private static let marks = ["password", "passphrase", "secret", ".pem", "ssl_key", "oauthbearer.extensions"]
}
