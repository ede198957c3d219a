extension KafkaError {
    /// The error of a token that cannot be had; nil for any other. No broker has a part in it, and librdkafka tries again by
    /// itself.
    static func token(_ code: Code, _ reason: String) -> KafkaError? {
        let words = reason.lowercased()
        // What makes unsecured ones up by itself asks nobody.
        guard code == .authentication, !words.contains("sasl.oauthbearer.config"),
            ["oauthbearer token", "oidc token", "no token available"].contains(where: words.contains)
        else { return nil }
        let isAway = ["connect", "resolve", "timed out", "timeout", "terminating"].contains(where: words.contains)
        // A page of HTML may be what came in its place.
        let told = reason.trimmingPrefix("Failed to acquire SASL OAUTHBEARER token: ")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
        return KafkaError(
            isAway ? .unreachable : .security,
            "\(tokenAbsence) (\(told)): check sasl.oauthbearer.token.endpoint.url, \(isAway ? "and that it answers" : "and client.id and client.secret for it").",
            isRetriable: true)
    }

    /// The error of a client that is to fetch a token first, and hears of nobody.
    static func tokenOrBroker(servers: String) -> KafkaError {
        KafkaError(
            .unreachable,
            "\(tokenAbsence) yet, or the broker at \(servers) does not answer: check that sasl.oauthbearer.token.endpoint.url answers, and the broker.",
            isRetriable: true)
    }

    /// Whether it is of a token that cannot be had.
    var isOfToken: Bool { description.hasPrefix(Self.tokenAbsence) }

    private static let tokenAbsence = "No token is to be had"
}
