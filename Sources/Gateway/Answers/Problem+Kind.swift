extension Problem {
    /// Tells problems apart, for programs: what the `type` of each ends with.
    enum Kind: String {
        // What a reply says.
        case notFound = "not-found"
        case rejected
        case blocked
        case markupChanged = "markup-changed"
        case unavailable
        case expired

        // The request.
        case malformed
        case unknownLanguage = "unknown-language"
        case unknownSource = "unknown-source"
        case noSuchResource = "no-such-resource"
        case methodNotAllowed = "method-not-allowed"
        case tooLarge = "too-large"
        case addressTooLong = "address-too-long"
        case headTooLarge = "head-too-large"
        case tooSlow = "too-slow"
        case expectation
        case unknownHost = "unknown-host"
        case crossOrigin = "cross-origin"
        case formContent = "form-content"
        /// What the server itself does not take.
        case refused

        // Who asks, and how often.
        case unauthorized
        case tooManyRequests = "too-many-requests"
        case tooManyTokens = "too-many-tokens"
        case full

        // The way to an answer.
        case timedOut = "timed-out"
        case brokerAway = "broker-away"
        case `internal`
    }
}
