import Foundation
import Kafka
import Lexicon
import Logging
import Providers
import Synchronization

/// Turns requests into replies and dead letters, and requests whose replies are acknowledged into stored offsets.
final class Responder: Sendable {
    let router: Router
    let holdings: Holdings
    let outbox: Outbox
    let topics: TopicLayout
    let publishTo: String?
    let metrics: WorkerMetrics
    let logger: Logger
    let farewells = HeldFarewells()
    let unwritten = HeldLetters()
    /// Whether the worker is to end where dead letters cannot be written; otherwise their partitions wait.
    private let endsWithoutDeadLetters: Bool
    /// Acknowledged, and not yet accounted for. That is done once for many: two threads that meet at one lock for every
    /// single request spend more time on each other than on the requests.
    private let acknowledged = Mutex<[Posting]>([])
    private let ends = Mutex(Ends())

    /// Where what is done goes.
    private struct Ends {
        /// Stores an offset of a partition that is held.
        var store: @Sendable (_ next: Int64, _ partition: TopicPartition) -> Void = { _, _ in }
        /// Has more of a partition come again.
        var resume: @Sendable (TopicPartition) -> Void = { _ in }
        /// Told of an error after which nothing can be answered any more.
        var fail: @Sendable (KafkaError) -> Void = { _ in }
    }

    init(
        router: Router, holdings: Holdings, outbox: Outbox, topics: TopicLayout, publishTo: String?,
        endsWithoutDeadLetters: Bool, metrics: WorkerMetrics, logger: Logger
    ) {
        self.endsWithoutDeadLetters = endsWithoutDeadLetters
        self.router = router
        self.holdings = holdings
        self.outbox = outbox
        self.topics = topics
        self.publishTo = publishTo
        self.metrics = metrics
        self.logger = logger
        outbox.producer.afterReports { [weak self] in self?.settle() }
    }

    /// Says where offsets go, and errors. Before any record comes: the consumer that gives them needs this responder first.
    func open(
        storing store: @escaping @Sendable (_ next: Int64, _ partition: TopicPartition) -> Void,
        resuming resume: @escaping @Sendable (TopicPartition) -> Void,
        failing fail: @escaping @Sendable (KafkaError) -> Void
    ) {
        ends.withLock { $0 = Ends(store: store, resume: resume, fail: fail) }
        // Such as the right to write, which it finds out before there is anything to be written.
        outbox.producer.onFatalError(fail)
    }

    private var store: @Sendable (_ next: Int64, _ partition: TopicPartition) -> Void { ends.withLock(\.store) }

    private func fail(_ error: KafkaError) { ends.withLock(\.fail)(error) }

    /// Does what can be done at once with a record, and returns the job where that is a lookup.
    ///
    /// - Parameter origin: What its topic says.
    func accept(
        _ record: ConsumerRecord, from origin: Router.Origin, _ ticket: Assignment.Ticket
    ) -> Holdings.Job? {
        switch router.route(record, from: origin, now: Date()) {
        case .answer(let request, let reply) where request.lookup.isFarewell:
            hear(HeldFarewells.Farewell(request: request, reply: reply, ticket: ticket))
        case .answer(let request, let reply):
            if reply.cached { metrics.cacheHits.increment() }
            farewells.began(request)
            answer(request, with: reply, ticket)
        case .lookUp(let request, let query):
            if !query.fresh { metrics.cacheMisses.increment() }
            farewells.began(request)
            return Holdings.Job(request: request, query: query, ticket: ticket, lane: origin.lane)
        case .deadLetter(let reason, let detail, let telling):
            if let (request, reply) = telling, let address = request.address {
                // The dead letter is the record of it: nothing waits for this reply.
                outbox.post(.reply(reply, form: request.lookup.form, to: address, echoing: record.headers)) { _ in }
            }
            bury(record, reason, detail, ticket)
        }
        return nil
    }

    /// How long a farewell rests: the words that were sent before it may lie in partitions that are read a moment later.
    private static let rest = Duration.seconds(1)

    private func hear(_ farewell: HeldFarewells.Farewell) {
        let own = farewell.ticket.topicPartition
        guard holdings.partitions.contains(where: { $0.topic == own.topic && $0 != own }) else { return say(farewell) }
        // As with those that wait: where its partition is given up, it comes again behind its words.
        holdings.park(farewell.ticket, true)
        let number = farewells.rest(farewell)
        Task {
            try? await Task.sleep(for: Self.rest)
            guard let farewell = farewells.rested(number) else { return }
            holdings.park(farewell.ticket, false)
            say(farewell)
        }
    }

    /// Says a farewell back, or has it wait for the words that are not answered yet.
    private func say(_ farewell: HeldFarewells.Farewell) {
        guard holdings.isHeld(farewell.ticket) else { return }
        if farewells.mayGo(farewell) {
            answer(farewell.request, with: farewell.reply, farewell.ticket)
        } else {
            holdings.park(farewell.ticket, true)
        }
    }

    /// Answers a request that was looked up, unless its partition was given up: then its new owner does.
    func answer(_ job: Holdings.Job, with reply: LookupReply) {
        guard holdings.isHeld(job.ticket) else { return release(behind: [job.request]) }
        answer(job.request, with: job.request.answered(reply), job.ticket, taken: job.taken)
    }

    /// Lets go of all requests of `partitions` that only wait: nobody was asked for them, and they come again.
    func letGo(of partitions: Set<TopicPartition>) {
        // A farewell lies behind the words that it waits for, and comes again with them.
        let parting = farewells.letGo { partitions.contains($0.ticket.topicPartition) }
        let unwritten = unwritten.letGo(of: partitions)
        holdings.letGo(ofParked: parting.map(\.ticket) + unwritten.map(\.ticket))
        release(behind: holdings.letGo(of: partitions).map(\.request))
    }

    /// Notes that `requests` are done or given up, and says the farewells that waited for them.
    func release(behind requests: some Sequence<Request>) {
        for farewell in farewells.ended(requests) {
            holdings.park(farewell.ticket, false)
            guard holdings.isHeld(farewell.ticket) else { continue }
            answer(farewell.request, with: farewell.reply, farewell.ticket)
        }
    }

    /// - Parameter taken: When the request was, where it had to be looked up.
    private func answer(
        _ request: Request, with reply: LookupReply, _ ticket: Assignment.Ticket, taken: ContinuousClock.Instant? = nil
    ) {
        logger.debug("answered", metadata: ticket.line(about: reply, to: request.record, taken: taken))
        if !request.lookup.isFarewell { metrics.count(reply) }
        let publication = publishTo.flatMap {
            ProducerRecord.publication(of: reply, to: $0, answering: request.address)
        }
        if let address = request.address {
            post(reply, to: address, for: request, ticket, then: publication.map { [$0] } ?? [], extent: .whole)
        } else if let publication {
            post(publication, for: request, ticket, then: [])
        } else {
            holdings.finish(CollectionOfOne(ticket), store: store)
            release(behind: CollectionOfOne(request))
        }
    }

    /// Posts a reply, and a smaller one where the broker does not take it: whoever asks is to hear.
    private func post(
        _ reply: LookupReply, to address: ReplyAddress, for request: Request, _ ticket: Assignment.Ticket,
        then rest: [ProducerRecord], extent: ReplyExtent
    ) {
        let record = ProducerRecord.reply(
            reply.reduced(to: extent), form: request.lookup.form, to: address, echoing: request.record.headers)
        post(record, for: request, ticket, then: rest, reply: reply, extent)
    }

    /// Posts a record, and those behind it one after the other; the request is done when the last is acknowledged.
    ///
    /// - Parameters:
    ///   - reply: What the record is made of, where something smaller can be posted in its place.
    ///   - extent: How much of it the record has.
    private func post(
        _ record: ProducerRecord, for request: Request, _ ticket: Assignment.Ticket, then rest: [ProducerRecord],
        reply: LookupReply? = nil, _ extent: ReplyExtent = .whole
    ) {
        let posting = Posting(
            responder: self, request: request, ticket: ticket, reply: reply, extent: extent, rest: rest)
        outbox.post(record) { posting.ended($0) }
    }

    fileprivate func ended(_ posting: Posting, _ result: Result<Void, KafkaError>) {
        let (request, ticket) = (posting.request, posting.ticket)
        switch result {
        case .success:
            guard let next = posting.rest.first else { return acknowledge(posting) }
            metrics.reply.record(since: posting.posted)
            post(next, for: request, ticket, then: Array(posting.rest.dropFirst()))
        case .failure(let error) where error.isFatal: fail(error)
        case .failure(let error) where error.code == .closed:
            // The worker ends: what could not be delivered is for the next one to do again.
            break
        case .failure(let error):
            if error.code == .recordTooLarge, let reply = posting.reply, let address = request.address,
                let less = posting.extent.less
            {
                let line = ticket.line(about: reply, to: request.record, taken: nil)
                logger.debug("a reply is too large for the broker", metadata: line)
                return post(reply, to: address, for: request, ticket, then: posting.rest, extent: less)
            }
            let topic = posting.reply == nil ? publishTo : request.address?.topic
            bury(request.record, .undeliverable, "\(topic ?? ""): \(error)", ticket)
            release(behind: CollectionOfOne(request))
        }
    }

    private func acknowledge(_ posting: Posting) {
        let count = acknowledged.withLock { acknowledged in
            acknowledged.append(posting)
            return acknowledged.count
        }
        // A round of thousands would keep the intake waiting for room.
        if count >= Self.mostAcknowledged { settle() }
    }

    private static let mostAcknowledged = 256

    /// Accounts for what was acknowledged since the last time.
    private func settle() {
        var done: [Posting] = []
        acknowledged.withLock { swap(&$0, &done) }
        guard !done.isEmpty else { return }
        let now = ContinuousClock.now
        for posting in done { metrics.reply.record(since: posting.posted, until: now) }
        holdings.finish(done.lazy.map(\.ticket), store: store)
        release(behind: done.lazy.map(\.request))
        // The room is used again: it is too large to be asked for at every round.
        done.removeAll(keepingCapacity: true)
        acknowledged.withLock { if $0.isEmpty { swap(&$0, &done) } }
    }

    private func bury(
        _ record: ConsumerRecord, _ reason: DeadLetterReason, _ detail: String, _ ticket: Assignment.Ticket
    ) {
        write(HeldLetters.Letter(record: record, reason: reason, detail: detail, ticket: ticket, extent: .whole))
    }

    private func write(_ letter: HeldLetters.Letter) {
        let record = ProducerRecord.deadLetter(
            of: letter.record, reason: letter.reason, detail: letter.detail, to: topics.deadLetters,
            extent: letter.extent)
        outbox.post(record) { [self] result in
            switch result {
            case .success:
                logger.notice(
                    "dead letter", metadata: letter.ticket.line(about: letter.reason, letter.detail, of: letter.record))
                metrics.count(letter.reason)
                holdings.finish(CollectionOfOne(letter.ticket), store: store)
                if let change = unwritten.end(letter) { release(letter, change) }
            case .failure(let error) where error.code == .closed: break
            case .failure(let error) where error.isFatal: fail(error)
            case .failure(let error):
                guard error.code == .recordTooLarge, let less = letter.less else { return hold(letter, because: error) }
                write(less)
            }
        }
    }

    private func hold(_ letter: HeldLetters.Letter, because error: KafkaError) {
        guard !endsWithoutDeadLetters else { return fail(error) }
        holdings.park(letter.ticket, true)
        let (change, isTryDue) = unwritten.hold(letter)
        if let change, change.isOfPartition { holdings.set(letter.ticket, isStuck: true) }
        if let change, change.isOfAll {
            logger.error(
                "dead letters cannot be written: their partitions wait, and it is tried again",
                metadata: ["topic": "\(topics.deadLetters)", "error": "\(error)"])
        }
        guard isTryDue else { return }
        Task { [weak self] in
            try? await Task.sleep(for: Self.timeBetweenTries)
            self?.writeHeldLetters()
        }
    }

    private static let timeBetweenTries = Duration.seconds(5)

    private func writeHeldLetters() {
        for letter in unwritten.takeWaiting() {
            holdings.park(letter.ticket, false)
            if holdings.isHeld(letter.ticket) { write(letter) } else { _ = unwritten.end(letter) }
        }
    }

    private func release(_ letter: HeldLetters.Letter, _ change: HeldLetters.Change) {
        if change.isOfPartition, holdings.set(letter.ticket, isStuck: false) {
            ends.withLock(\.resume)(letter.ticket.topicPartition)
        }
        if change.isOfAll {
            logger.notice("dead letters are written again", metadata: ["topic": "\(topics.deadLetters)"])
        }
    }
}

/// A record on its way to the broker, with what there is to do behind it. An object, because closures that each take so
/// many values along cost more to make than the reply.
private final class Posting: Sendable {
    let responder: Responder
    let request: Request
    let ticket: Assignment.Ticket
    let reply: LookupReply?
    let extent: ReplyExtent
    let rest: [ProducerRecord]
    let posted = ContinuousClock.now

    init(
        responder: Responder, request: Request, ticket: Assignment.Ticket, reply: LookupReply?, extent: ReplyExtent,
        rest: [ProducerRecord]
    ) {
        self.responder = responder
        self.request = request
        self.ticket = ticket
        self.reply = reply
        self.extent = extent
        self.rest = rest
    }

    func ended(_ result: Result<Void, KafkaError>) { responder.ended(self, result) }
}
