import Foundation
import Kafka
import Lexicon
import Logging
import Providers
import Synchronization

/// Turns requests into replies and dead letters, and requests whose replies are acknowledged into stored offsets.
final class Desk: Sendable {
    let router: Router
    let dictionaries: any Dictionaries
    let inFlight: InFlight
    let outbox: Outbox
    let topics: TopicLayout
    let publishTo: String?
    let metrics: WorkerMetrics
    let logger: Logger
    let farewells = HeldFarewells()
    /// Stores an offset of a partition that is held.
    let store: @Sendable (_ next: Int64, _ partition: TopicPartition) -> Void
    /// Told of an error after which nothing can be answered any more.
    let fail: @Sendable (KafkaError) -> Void

    init(
        router: Router, dictionaries: any Dictionaries, inFlight: InFlight, outbox: Outbox, topics: TopicLayout,
        publishTo: String?, metrics: WorkerMetrics, logger: Logger,
        store: @escaping @Sendable (_ next: Int64, _ partition: TopicPartition) -> Void,
        fail: @escaping @Sendable (KafkaError) -> Void
    ) {
        self.router = router
        self.dictionaries = dictionaries
        self.inFlight = inFlight
        self.outbox = outbox
        self.topics = topics
        self.publishTo = publishTo
        self.metrics = metrics
        self.logger = logger
        self.store = store
        self.fail = fail
    }

    /// Does what can be done at once with a record, and returns the job where that is a lookup to begin now.
    func accept(_ record: ConsumerRecord, _ ticket: Assignment.Ticket) -> InFlight.Job? {
        switch router.route(record, now: Date()) {
        case .answer(let request, let reply) where request.lookup.isFarewell:
            let farewell = HeldFarewells.Farewell(request: request, reply: reply, ticket: ticket)
            if farewells.mayGo(farewell) { answer(request, with: reply, ticket) }
        case .answer(let request, let reply):
            if reply.cached { metrics.cacheHits.increment() }
            farewells.began(request)
            answer(request, with: reply, ticket)
        case .lookUp(let request, let query):
            if !query.fresh { metrics.cacheMisses.increment() }
            farewells.began(request)
            let job = InFlight.Job(request: request, query: query, ticket: ticket)
            return inFlight.begin(job) ? job : nil
        case .deadLetter(let reason, let detail, let telling):
            if let (request, reply) = telling, let address = request.address {
                // The dead letter is the record of it: nothing waits for this reply.
                outbox.post(.reply(reply, form: request.lookup.form, to: address, echoing: record.headers)) { _ in }
            }
            bury(record, reason, detail, ticket)
        }
        return nil
    }

    /// Looks `job` up, and after it whatever waits for its place.
    func work(on first: InFlight.Job) async {
        var job: InFlight.Job? = first
        while let current = job {
            metrics.wait.record(since: current.taken)
            // A partition that was given up meanwhile is answered by its new owner.
            let reply = inFlight.isHeld(current.ticket) ? await dictionaries.lookup(current.query) : nil
            if let reply, !Task.isCancelled, inFlight.isHeld(current.ticket) {
                answer(
                    current.request, with: current.request.answered(reply), current.ticket, taken: current.taken)
            } else {
                release(behind: current.request)
            }
            job = inFlight.next()
        }
    }

    /// Notes that `request` is done or given up, and says the farewells that waited for it.
    private func release(behind request: Request) {
        for farewell in farewells.ended(request) where inFlight.isHeld(farewell.ticket) {
            answer(farewell.request, with: farewell.reply, farewell.ticket)
        }
    }

    /// - Parameter taken: When the request was, where it had to be looked up.
    private func answer(
        _ request: Request, with reply: LookupReply, _ ticket: Assignment.Ticket, taken: ContinuousClock.Instant? = nil
    ) {
        logger.debug("answered", metadata: ticket.line(about: reply, to: request.record, taken: taken))
        if !request.lookup.isFarewell { metrics.count(reply) }
        var records: [ProducerRecord] = []
        if let address = request.address {
            records.append(.reply(reply, form: request.lookup.form, to: address, echoing: request.record.headers))
        }
        if let publishTo, let record = ProducerRecord.publication(of: reply, to: publishTo, answering: request.address)
        {
            records.append(record)
        }
        post(records[...], for: request, ticket)
    }

    /// Posts `records` one after the other; the request is done when the last is acknowledged.
    private func post(_ records: ArraySlice<ProducerRecord>, for request: Request, _ ticket: Assignment.Ticket) {
        guard let record = records.first else {
            inFlight.finish(ticket, store: store)
            return release(behind: request)
        }
        let posted = ContinuousClock.now
        outbox.post(record) { [self] result in
            switch result {
            case .success:
                metrics.reply.record(since: posted)
                post(records.dropFirst(), for: request, ticket)
            case .failure(let error) where error.isFatal: fail(error)
            case .failure(let error):
                bury(request.record, .undeliverable, "\(record.topic): \(error)", ticket)
                release(behind: request)
            }
        }
    }

    private func bury(
        _ record: ConsumerRecord, _ reason: DeadLetterReason, _ detail: String, _ ticket: Assignment.Ticket
    ) {
        logger.notice("dead letter", metadata: ticket.line(about: reason, detail, of: record))
        metrics.count(reason)
        let letter = ProducerRecord.deadLetter(of: record, reason: reason, detail: detail, to: topics.deadLetters)
        outbox.post(letter) { [self] result in
            switch result {
            case .success: inFlight.finish(ticket, store: store)
            case .failure(let error): fail(error)
            }
        }
    }
}
