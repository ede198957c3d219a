import Client
import Lexicon
import Providers

/// Lookups that are answered from what is kept here, where it is, and travel on where it is not.
public struct LookupsAtHand: Lookups {
    private let dictionaries: any LookupService
    private let next: any Lookups

    /// - Parameter dictionaries: They are asked for what is known, and never to ask a site.
    public init(_ dictionaries: any LookupService, else next: any Lookups) {
        self.dictionaries = dictionaries
        self.next = next
    }

    /// What is at hand first, without a way through Kafka.
    public func reply(
        to request: LookupRequest, in lane: Lane, within limit: Duration
    ) async throws(Silence) -> LookupReply {
        if let reply = await known(request) { return reply }
        return try await next.reply(to: request, in: lane, within: limit)
    }

    /// Of the way through Kafka: what is at hand is answered all the same.
    public var trouble: String? { next.trouble }

    private func known(_ request: LookupRequest) async -> LookupReply? {
        guard !request.fresh, let language = request.language.flatMap(dictionaries.code) else { return nil }
        let query = LookupQuery(word: request.term, language: language, sources: request.sources)
        guard var reply = await atHand(query) else { return nil }
        reply.id = request.id
        reply.word = request.word
        return reply
    }

    private func atHand(_ query: LookupQuery) async -> LookupReply? {
        if let reply = dictionaries.cached(query) { return reply }
        let course = await withCheckedContinuation { continuation in
            dictionaries.recall(query) { continuation.resume(returning: $0) }
        }
        // What is wrong with the request itself, a worker says.
        guard course.next == nil, course.reply.cached else { return nil }
        return course.reply
    }
}
