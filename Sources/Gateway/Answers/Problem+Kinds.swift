import Client
import Foundation
import Hummingbird
import Lexicon

/// What can be wrong with a request itself.
extension Problem {
    static func malformed(_ detail: String) -> Problem {
        Problem(status: .badRequest, kind: .malformed, title: "The request is malformed", detail: detail)
    }

    static func badWord(_ detail: String) -> Problem {
        Problem(status: .badRequest, kind: .rejected, title: "The word cannot be looked up", detail: detail)
    }

    static func unknownLanguage(_ name: String, known: Languages) -> Problem {
        let codes = known.all.map(\.code)
        return Problem(
            status: .notFound, kind: .unknownLanguage, title: "There is no such language",
            detail: "There is no language \(quoted(name)): expected one of \(codes.joined(separator: ", ")).",
            languages: codes)
    }

    static func unknownSource(_ id: String, of language: LanguageSummary) -> Problem {
        let ids = language.sources.map(\.id)
        return Problem(
            status: .badRequest, kind: .unknownSource, title: "The language has no such source",
            detail: "\(language.name) has no source \(quoted(id)): expected some of \(ids.joined(separator: ", ")).",
            sources: ids)
    }

    static let nothingHere = Problem(
        status: .notFound, kind: .noSuchResource, title: "There is nothing here",
        detail: "There is nothing at this address: /openapi.yaml tells what there is.")

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        return Problem(
            status: .methodNotAllowed, kind: .methodNotAllowed, title: "The method is not allowed here",
            detail: "This address takes \(names).", headers: [.allow: names])
    }

    static func tooLarge(limit: Int) -> Problem {
        Problem(
            status: .contentTooLarge, kind: .tooLarge, title: "The body is too large",
            detail: "The body has more than \(limit) bytes: send it in parts.")
    }

    static let tooMuchWrapping = Problem(
        status: .contentTooLarge, kind: .tooLarge, title: "The body is too large",
        detail: "The body comes in too many small chunks, or with too much said of them: send larger chunks.")

    static func addressTooLong(limit: Int) -> Problem {
        Problem(
            status: .uriTooLong, kind: .addressTooLong, title: "The address is too long",
            detail: "The address has more than \(limit) bytes.")
    }

    static func tooSlow(limit: Duration) -> Problem { tooSlow("The body", limit) }

    static func headTooSlow(limit: Duration) -> Problem { tooSlow("The head of the request", limit) }

    private static func tooSlow(_ what: String, _ limit: Duration) -> Problem {
        Problem(
            status: .requestTimeout, kind: .tooSlow, title: "The request took too long to arrive",
            detail: "\(what) did not arrive within \(limit).", headers: [.connection: "close"])
    }

    static let headTooLarge = Problem(
        status: .requestHeaderFieldsTooLarge, kind: .headTooLarge, title: "The headers are too large",
        detail: "The headers are too large: at most 16 KiB each, 32 KiB and 100 in all.")

    static func expectation(_ expected: String) -> Problem {
        Problem(
            status: .expectationFailed, kind: .expectation, title: "The expectation cannot be met",
            detail: "The request expects \(quoted(expected)): only 100-continue is known here.")
    }

    static func unknownHost(_ name: String) -> Problem {
        Problem(
            status: .misdirectedRequest, kind: .unknownHost, title: "The request is for another host",
            detail: "This gateway does not answer for \(quoted(name)): --allow-host has it do so.")
    }

    static func crossOrigin(_ origin: String) -> Problem {
        Problem(
            status: .forbidden, kind: .crossOrigin, title: "The request is made by a page of another origin",
            detail: "A page of \(quoted(origin)) is not to send lists here: --allow-origin lets it.")
    }

    static let formContent = Problem(
        status: .unsupportedMediaType, kind: .formContent, title: "The content type is one of forms",
        detail: "A page of another origin is to send its list as application/json or application/x-ndjson.")
}

/// What can be wrong with who asks, or how often.
extension Problem {
    static func unauthorized(_ detail: String, challenge: String) -> Problem {
        Problem(
            status: .unauthorized, kind: .unauthorized, title: "A token is needed", detail: detail,
            headers: [.wwwAuthenticate: challenge])
    }

    static func tooManyRequests(retryAfter seconds: Int) -> Problem {
        Problem(
            status: .tooManyRequests, kind: .tooManyRequests, title: "Too many requests",
            detail: "This address asks for more words than it may: wait \(seconds) s.",
            headers: [.retryAfter: "\(seconds)"])
    }

    static func tooManyTokens(retryAfter seconds: Int) -> Problem {
        Problem(
            status: .tooManyRequests, kind: .tooManyTokens, title: "Too many wrong tokens",
            detail: "This address has sent too many wrong tokens: wait \(seconds) s.",
            headers: [.retryAfter: "\(seconds)"])
    }

    static let clientFull = Problem(
        status: .tooManyRequests, kind: .tooManyRequests, title: "Too many requests at once",
        detail: "As many requests of this address are in flight as may be: try again soon.",
        headers: [.retryAfter: "1"])

    static let tooManyConnections = Problem(
        status: .serviceUnavailable, kind: .full, title: "The gateway is full",
        detail: "As many connections are open as may be: try again soon.", headers: [.retryAfter: "1"])

    static let bodiesFull = Problem(
        status: .serviceUnavailable, kind: .full, title: "The gateway is full",
        detail: "The bodies that are coming take all the memory that they may: send this one again, or in parts.",
        headers: [.retryAfter: "1", .connection: "close"])

    static let full = Problem(
        status: .serviceUnavailable, kind: .full, title: "The gateway is full",
        detail: "As many requests are in flight as may be: try again soon.", headers: [.retryAfter: "1"])
}

/// What can go wrong on the way to an answer.
extension Problem {
    /// How long to wait before something that passes may have passed, in seconds.
    private static let pause = "5"

    init(_ silence: Silence) {
        switch silence {
        case .timedOut:
            self.init(
                status: .gatewayTimeout, kind: .timedOut, title: "There was no answer in time",
                detail: silence.description)
        case .brokerAway, .refused, .closed, .cancelled:
            self.init(
                status: .serviceUnavailable, kind: .brokerAway, title: "Nothing can be looked up at the moment",
                detail: silence.description, headers: [.retryAfter: Self.pause])
        }
    }

    /// Nil for a reply that is an answer.
    ///
    /// - Parameter languages: They say how long answers are good for.
    init?(_ reply: LookupReply, in languages: Languages) {
        let source = reply.source.map { " (\($0.name))" } ?? ""
        func problem(
            _ kind: Kind, _ status: HTTPResponse.Status, _ title: String, _ detail: String,
            _ headers: HTTPFields = [:]
        ) -> Problem {
            Problem(
                status: status, kind: kind, title: title,
                detail: reply.error ?? detail, headers: headers, reply: reply)
        }
        switch reply.outcome {
        case .found: return nil
        case .notFound:
            self = problem(
                .notFound, .notFound, "No such word",
                "No dictionary that was asked has the word \(quoted(reply.word))\(source).",
                Freshness(of: reply, in: languages).headers)
        case .rejected:
            self = problem(.rejected, .badRequest, "The word cannot be looked up", "The request was rejected.")
        case .blocked:
            self = problem(
                .blocked, .badGateway, "The site turned the request away", "A site would not be read\(source).")
        case .markupChanged:
            self = problem(
                .markupChanged, .badGateway, "The site changed its mark-up",
                "A page came, and nothing could be read off it\(source).")
        case .unavailable:
            self = problem(
                .unavailable, .serviceUnavailable, "The site did not answer",
                "No source answered\(source): try again later.",
                [.retryAfter: Self.pause])
        case .expired:
            self = problem(
                .expired, .gatewayTimeout, "There was no answer in time",
                "The time was over before the word was looked up.")
        }
    }
}
