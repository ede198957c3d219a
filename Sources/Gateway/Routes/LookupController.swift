import Client
import Foundation
import Hummingbird
import Lexicon
import NIOCore

/// What every route that looks a word up has in common: the question, and waiting for its answer.
struct LookupController: Sendable {
    let lookups: any Lookups
    let languages: Languages
    let timeout: Duration
    let limits: RequestLimits

    /// The word and the language of a path `…/{language}/{word}`.
    func question(in context: GatewayContext) throws -> (word: String, language: String) {
        (
            try Self.decoded(context.parameters.require("word"), "the word"),
            try Self.decoded(context.parameters.require("language"), "the language")
        )
    }

    /// The request for a word, as it goes to a worker.
    ///
    /// - Throws: A problem that says what is wrong with it.
    func request(
        word: String, language name: String, sources: [String]? = nil, fresh: Bool = false
    ) throws(Problem) -> LookupRequest {
        guard let language = languages.named(name) else { throw .unknownLanguage(name, known: languages) }
        if let sources {
            guard !sources.isEmpty else { throw .unknownSource("", of: language) }
            for id in sources
            where !language.sources.contains(where: { $0.id.utf8.elementsEqual(id.utf8) }) {
                throw .unknownSource(id, of: language)
            }
        }
        let request = LookupRequest(
            word: word, form: .full, language: language.code, sources: sources, fresh: fresh,
            deadline: Date(timeIntervalSinceNow: timeout / .seconds(1)))
        if let fault = request.fault(within: limits) { throw .badWord(fault.description) }
        return request
    }

    /// The reply of a worker, whatever its outcome. It is waited for as long as the client of `channel` does.
    func reply(to request: LookupRequest, for channel: any Channel) async throws(Problem) -> LookupReply {
        try await channel.whileClientStays { () -> Result<LookupReply, Problem> in
            do throws(Problem) {
                return .success(try await reply(to: request, in: .interactive))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    /// The reply of a worker, whatever its outcome. A cancelled task waits no longer.
    func reply(to request: LookupRequest, in lane: Lane) async throws(Problem) -> LookupReply {
        do throws(Silence) {
            return try await lookups.reply(to: request, in: lane, within: timeout)
        } catch {
            throw Problem(error)
        }
    }

    /// A part of a path or of a query without its percent-encoding.
    static func decoded(_ text: String, _ name: String) throws(Problem) -> String {
        do throws(PercentEncodingFault) {
            return try PercentEncoding.decode(text)
        } catch {
            switch error {
            case .broken:
                throw .malformed(
                    "The percent-encoding of \(name) is broken: expected two hexadecimal digits after %.")
            case .notUTF8: throw .malformed("The percent-encoding of \(name) is not UTF-8.")
            }
        }
    }
}
