import Foundation
import Kafka
import Lexicon
import Providers

/// A request record that was understood, with where its answer goes.
///
/// An object, because it is handed from closure to closure: a value of so many parts costs more to copy than to make.
final class Request: Sendable {
    let record: ConsumerRecord
    let lookup: LookupRequest
    /// Nil where only the fan-out topic is told.
    let address: ReplyAddress?

    init(record: ConsumerRecord, lookup: LookupRequest, address: ReplyAddress?) {
        self.record = record
        self.lookup = lookup
        self.address = address
    }
}

/// Decides what becomes of a record: a pure function of the record, the settings and the clock.
struct Router: Sendable {
    enum Route: Sendable {
        /// The answer is at hand.
        case answer(Request, LookupReply)
        /// The word must be looked up.
        case lookUp(Request, LookupQuery)
        /// Nobody can act on it; `telling` is who asked, where that could be read.
        case deadLetter(DeadLetterReason, detail: String, telling: (Request, LookupReply)?)
    }

    let rule: ReplyTopicRule
    let limits: RequestLimits
    /// Whether a request may do without a place for its reply, because the fan-out topic is told.
    let answersMayBePublished: Bool
    /// The sources to try where a request names none, by language; all where a language is missing.
    private let sources: [String: [String]]
    let dictionaries: any LookupService
    private let topics: TopicLayout
    private let languages: Languages

    /// What a topic says of the requests that come on it.
    struct Origin: Sendable {
        /// Nil where it is for all languages.
        var language: String?
        var lane: Lane
    }

    init(configuration: WorkerConfiguration, dictionaries: any LookupService) {
        rule = ReplyTopicRule(
            layout: configuration.topics, languages: Set(dictionaries.languages.map(\.code)),
            pattern: configuration.replyTopics)
        limits = configuration.limits
        answersMayBePublished = configuration.publishTo != nil
        self.dictionaries = dictionaries
        topics = configuration.topics
        languages = Languages(dictionaries.languages)
        sources = configuration.sources?.sources(among: languages) ?? [:]
    }

    /// What `topic` says of its requests; asked once for many of them.
    func origin(of topic: String) -> Origin {
        if topic == topics.requests { return Origin(language: nil, lane: .interactive) }
        for lane in Lane.allCases {
            for language in dictionaries.languages where topics.topic(of: language.code, lane: lane) == topic {
                return Origin(language: language.code, lane: lane)
            }
        }
        let known = topics.language(of: topic, among: languages)
        return Origin(language: known?.code, lane: known?.lane ?? .interactive)
    }

    /// - Parameters:
    ///   - origin: Of the record's topic.
    ///   - now: Asked for where there is a deadline.
    func route(_ record: ConsumerRecord, from origin: Origin, now: @autoclosure () -> Date) -> Route {
        let lookup: LookupRequest
        var fault: RequestFault?
        do {
            lookup = try LookupRequest(
                decoding: record.value, limits: limits,
                addressedByHeaders: record.headers.contains { $0.name == WireHeader.replyTopic })
        } catch {
            lookup = error.readable
            fault = error
        }
        let address: ReplyAddress?
        do {
            address = try rule.address(headers: record.headers, responseTopic: lookup.responseTopic)
                .map { lookup.form == .seed ? $0.inOrder(for: record.topicPartition.topic) : $0 }
        } catch {
            return .deadLetter(
                fault == nil ? .replyAddress : .undecodable, detail: fault?.description ?? error.description,
                telling: nil)
        }
        let request = Request(record: record, lookup: consume lookup, address: address)
        if let fault {
            // In seed form, an answer without a word is the farewell: it would end the client's session.
            let isSayable = request.lookup.form == .full || !request.lookup.word.isEmpty
            return .deadLetter(
                .undecodable, detail: fault.description,
                telling: address != nil && isSayable ? (request, request.rejected(fault.description)) : nil)
        }
        guard address != nil || answersMayBePublished else {
            return .deadLetter(
                .noReplyAddress, detail: "The request names no reply topic: expected `response_topic`.", telling: nil)
        }
        return decide(request, from: origin, now: now())
    }

    private func decide(_ request: Request, from origin: Origin, now: @autoclosure () -> Date) -> Route {
        let lookup = request.lookup
        if lookup.isFarewell { return .answer(request, LookupReply(word: "", outcome: .notFound)) }
        switch language(of: request, from: origin) {
        case .failure(let fault): return refuse(request, fault.description)
        case .success(let language):
            if let deadline = lookup.deadline, deadline <= now() {
                return .answer(
                    request,
                    LookupReply(
                        id: lookup.id, word: lookup.word, language: language, outcome: .expired,
                        error: "The deadline had passed before the word was looked up."))
            }
            let query = LookupQuery(
                word: lookup.term, language: language, sources: lookup.sources ?? sources[language],
                fresh: lookup.fresh,
                deadline: lookup.deadline)
            return dictionaries.cached(query).map { .answer(request, request.answered($0)) } ?? .lookUp(request, query)
        }
    }

    private struct LanguageFault: Error { var description: String }

    /// The language that the topic stands for, or that the request names where the topic is for all.
    private func language(of request: Request, from origin: Origin) -> Result<String, LanguageFault> {
        let own = origin.language
        if let own, request.lookup.language == nil { return .success(own) }
        let topic = request.record.topicPartition.topic
        guard let named = request.lookup.language else {
            return .failure(
                LanguageFault(description: "`language` is missing: expected one of \(known), for the topic \(topic)."))
        }
        guard let code = dictionaries.code(of: named) else {
            return .failure(
                LanguageFault(description: "`language` \(quoted(named)) is unknown: expected one of \(known)."))
        }
        if let own, own != code {
            return .failure(
                LanguageFault(description: "`language` is \(code) on the topic \(topic), which is for \(own)."))
        }
        return .success(code)
    }

    private var known: String {
        dictionaries.languages.map(\.code).joined(separator: ", ")
    }

    private func refuse(_ request: Request, _ why: String) -> Route {
        request.address == nil
            ? .deadLetter(.rejected, detail: why, telling: nil) : .answer(request, request.rejected(why))
    }
}

extension Request {
    /// `reply` as the answer to this request: with its id and its word as asked.
    func answered(_ reply: LookupReply) -> LookupReply {
        var reply = reply
        reply.id = lookup.id
        reply.word = lookup.word
        return reply
    }

    func rejected(_ why: String) -> LookupReply {
        LookupReply(id: lookup.id, word: lookup.word, outcome: .rejected, error: why)
    }
}
