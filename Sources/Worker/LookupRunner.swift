import Collections
import Foundation
import Lexicon
import Providers
import Synchronization

/// Does what the flow of requests asks for: watches sources for turns, asks them, and wakes when a deadline passes.
final class LookupRunner: Sendable {
    typealias Flow = Holdings.Flow

    private struct State {
        var tasks: [Flow.ID: Task<Void, Never>] = [:]
        var alarm: (moment: ContinuousClock.Instant, task: Task<Void, Never>)?
        var isStopped = false
    }

    private let responder: Responder
    private let dictionaries: any LookupService
    private let state = Mutex(State())

    init(responder: Responder, dictionaries: any LookupService) {
        self.responder = responder
        self.dictionaries = dictionaries
    }

    private var holdings: Holdings { responder.holdings }

    /// Has `job` looked up when its turn comes, as far as it is not known.
    func add(_ job: Holdings.Job) {
        dictionaries.recall(job.query) { [self] course in add(job, on: course) }
    }

    private func add(_ job: Holdings.Job, on course: LookupCourse) {
        guard course.next != nil else { return responder.answer(job, with: course.reply) }
        let handover = holdings.add(job, on: course) { [dictionaries] source, others in
            dictionaries.expectedWait(at: source, behind: others)
        }
        switch handover {
        case .waits(let actions):
            perform(actions)
            if job.query.deadline != nil { setAlarm() }
        case .comesTooLate(let wait): responder.answer(job, with: .tooLate(job, expectedWait: wait))
        case .letGo: responder.release(behind: [job.request])
        }
    }

    /// Forgets lookups that nobody asks for any more.
    func cancel(_ ids: [Flow.ID]) {
        let tasks = state.withLock { state in ids.compactMap { state.tasks.removeValue(forKey: $0) } }
        for task in tasks { task.cancel() }
    }

    /// Begins nothing any more, and cancels what is under way without waiting for it: a page that is being read cannot be
    /// interrupted.
    func stop() {
        let (tasks, alarm) = state.withLock { state in
            state.isStopped = true
            defer { state.tasks = [:] }
            return (Array(state.tasks.values), state.alarm.take())
        }
        alarm?.task.cancel()
        for task in tasks { task.cancel() }
    }

    private func perform(_ actions: [Flow.Action]) {
        var due = Deque(actions)
        while let action = due.popFirst() {
            switch action {
            case .watch(let source):
                dictionaries.whenOpen(source) { [weak self] in
                    guard let self else { return }
                    perform(holdings.opened(source))
                }
            case .rest(let id):
                Task { [weak self] in
                    try? await Task.sleep(for: LookupCourse.timeBetweenLooks)
                    guard let self else { return }
                    perform(holdings.rested(id))
                }
            case .ask(let id, let course, let since):
                if course.isUnasked { responder.metrics.wait.record(since: since) }
                due += begin(id, course)
            }
        }
    }

    /// - Returns: What is to be done next.
    private func begin(_ id: Flow.ID, _ course: LookupCourse) -> [Flow.Action] {
        // It may have become known since it began to wait.
        if let reply = dictionaries.cached(course.query) {
            return end(id, LookupCourse(course.query, answeredBy: reply))
        }
        state.withLock { state in
            guard !state.isStopped else { return }
            state.tasks[id] = Task { [self] in
                let course = await dictionaries.ask(course) { [self] in perform(holdings.begun(id)) }
                perform(end(id, course))
            }
        }
        return []
    }

    private func end(_ id: Flow.ID, _ course: LookupCourse) -> [Flow.Action] {
        // What was cut off is no answer: the requests are another's, or come again.
        let isCutOff = Task.isCancelled
        state.withLock { $0.tasks[id] = nil }
        let sequel = holdings.ended(id, course)
        responder.release(behind: sequel.letGo.map(\.request))
        for job in sequel.answered {
            if isCutOff { responder.release(behind: [job.request]) } else { responder.answer(job, with: course.reply) }
        }
        return sequel.actions
    }

    // MARK: Deadlines

    private func setAlarm() {
        let moment = holdings.nextDeadline
        state.withLock { state in
            guard !state.isStopped, moment != state.alarm?.moment else { return }
            state.alarm?.task.cancel()
            state.alarm = moment.map { moment in
                let task = Task { [weak self] in
                    guard (try? await Task.sleep(until: moment)) != nil else { return }
                    self?.expire()
                }
                return (moment, task)
            }
        }
    }

    private func expire() {
        state.withLock { $0.alarm = nil }
        let (jobs, idle) = holdings.expire()
        for job in jobs { responder.answer(job, with: .tooLate(job, expectedWait: nil)) }
        cancel(idle)
        setAlarm()
    }
}

extension LookupReply {
    /// - Parameter expectedWait: Where the wait is for a turn; nil where the deadline has passed.
    fileprivate static func tooLate(_ job: Holdings.Job, expectedWait: Duration?) -> LookupReply {
        let why =
            expectedWait.map { "a turn of its source is expected in \(Int(($0 / .seconds(1)).rounded(.up))) s" }
            ?? "no source answered before it"
        return LookupReply(
            word: job.query.word, language: job.query.language, outcome: .unavailable,
            error: "The request's deadline is too early: \(why). Ask with a later one, or with none.")
    }
}
