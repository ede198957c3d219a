import Collections
import Lexicon
import Providers

/// The flow of requests from topics to sites: which of them wait, for whose turn, and what is under way. Plain state: an
/// event in, actions out.
///
/// A request that waits for a turn of its source only waits: nobody was asked for it, and it takes none of the places for
/// lookups. Whose turn it is, is decided when there is one to be had, so that an interactive request that came a moment
/// ago goes before the list that has waited for an hour. The same word is looked up once for all that ask for it, however
/// many they are and whenever they come.
struct RequestFlow<Asker: Sendable>: Sendable {
    typealias Instant = ContinuousClock.Instant
    typealias ID = UInt64

    enum Action: Sendable {
        /// Ask the next source of the course for requests that wait since then; say `begun` when the site is asked, and
        /// `ended` with what became of it.
        case ask(ID, LookupCourse, since: Instant)
        /// Say `opened` once a lookup that begins at this source would have its turn at once.
        case watch(String)
        /// Say `rested` after `LookupCourse.timeBetweenLooks`: another process is asking for the word.
        case rest(ID)
    }

    /// A request, and what the flow needs to know of it.
    struct Entry: Sendable {
        let asker: Asker
        /// The topic that it came on.
        let topic: String
        let lane: Lane
        /// When its answer stops being of use.
        let deadline: Instant?
        let since: Instant
    }

    private struct PendingLookup {
        var course: LookupCourse
        var lane: Lane
        /// When the first request for it was taken.
        let since: Instant
        var isUnderWay = false
        /// Whether it waits for another process, in no line.
        var isResting = false
        var entries: [UInt64: Entry] = [:]
    }

    private struct Deadline: Comparable {
        let moment: Instant
        let id: ID
        let entry: UInt64

        static func < (one: Deadline, other: Deadline) -> Bool { one.moment < other.moment }
    }

    /// Most lookups under way. A language that has none under way may always begin one: else a slow one could hold all
    /// places.
    let concurrency: Int

    private var lookups: [ID: PendingLookup] = [:]
    private var bySubject: [LookupQuery.Subject: ID] = [:]
    private var lines: [String: WaitingLine] = [:]
    /// Lookups under way, by language.
    private var running: [String: Int] = [:]
    private var held: [String: Int] = [:]
    private var deadlines = Heap<Deadline>()
    /// Lookups that have just begun to rest.
    private var toRest: [ID] = []
    private var lastNumber: UInt64 = 0

    init(concurrency: Int) {
        self.concurrency = concurrency
    }

    /// Lookups under way.
    private(set) var underWay = 0

    /// Requests that wait for a turn or for the end of a lookup.
    private(set) var heldInAll = 0

    /// Those of one topic.
    func held(from topic: String) -> Int { held[topic, default: 0] }

    // MARK: Events

    /// A request needs a lookup. Nil where it waits for its answer now.
    ///
    /// - Parameter expectedWait: For a turn at a source behind so many others.
    /// - Returns: How long it would have to wait, where that is longer than its deadline allows.
    mutating func add(
        _ entry: Entry, on course: LookupCourse,
        expectedWait: (_ source: String, _ others: Int) -> Duration
    ) -> Duration? {
        let subject = course.query.subject
        let id = bySubject[subject]
        if let deadline = entry.deadline, let source = course.next, id.map(isInLine) ?? true {
            let wait = expectedWait(source, lines[source]?.waiting(before: entry.lane) ?? 0)
            if entry.since + wait >= deadline { return wait }
        }
        let place = id ?? begin(course, for: subject, entry)
        let number = next()
        lookups[place]?.entries[number] = entry
        if entry.lane == .interactive { promote(place) }
        if let deadline = entry.deadline { deadlines.insert(Deadline(moment: deadline, id: place, entry: number)) }
        held[entry.topic, default: 0] += 1
        heldInAll += 1
        return nil
    }

    private func isInLine(_ id: ID) -> Bool {
        lookups[id].map { !$0.isUnderWay && !$0.isResting } ?? false
    }

    private mutating func begin(_ course: LookupCourse, for subject: LookupQuery.Subject, _ entry: Entry) -> ID {
        let id = next()
        lookups[id] = PendingLookup(course: course, lane: entry.lane, since: entry.since)
        bySubject[subject] = id
        enqueue(id)
        return id
    }

    private mutating func enqueue(_ id: ID, atHead: Bool = false) {
        guard let lookup = lookups[id], let source = lookup.course.next else { return }
        lines[source, default: WaitingLine(language: lookup.course.query.language)].add(id, lookup.lane, atHead: atHead)
    }

    /// Somebody waits for a word that so far stood in a list.
    private mutating func promote(_ id: ID) {
        guard let lookup = lookups[id], lookup.lane == .bulk else { return }
        lookups[id]?.lane = .interactive
        guard isInLine(id), let source = lookup.course.next else { return }
        lines[source]?.remove { $0 == id }
        lines[source]?.add(id, .interactive)
    }

    /// A lookup that begins at `source` would have its turn at once.
    mutating func opened(_ source: String) {
        lines[source]?.isOpen = true
        lines[source]?.isWatched = false
    }

    /// The site is asked for a lookup: the next one may come to the door of its source.
    mutating func begun(_ id: ID) {
        guard let source = lookups[id]?.course.next, lines[source]?.atDoor == id else { return }
        lines[source]?.atDoor = nil
    }

    /// What became of a lookup at a source: those who asked for it, where it is at its end. Else it waits for the next
    /// source's turn, and none of those is asked again that answered.
    mutating func ended(_ id: ID, _ course: LookupCourse) -> [Entry] {
        guard let lookup = lookups[id], lookup.isUnderWay else { return [] }
        if let source = lookup.course.next, lines[source]?.atDoor == id {
            // It did without its turn, as while the site is left alone: another may have it.
            lines[source]?.atDoor = nil
            lines[source]?.isOpen = true
        }
        stopRunning(lookup.course.query.language)
        lookups[id]?.course = course
        lookups[id]?.isUnderWay = false
        guard let next = course.next, !lookup.entries.isEmpty else { return remove(id) }
        if next == lookup.course.next {
            lookups[id]?.isResting = true
            toRest.append(id)
        } else {
            enqueue(id)
        }
        return []
    }

    /// A lookup has rested: it goes to the head of its line, as its turn had come already.
    mutating func rested(_ id: ID) {
        guard lookups[id]?.isResting == true else { return }
        lookups[id]?.isResting = false
        enqueue(id, atHead: true)
    }

    private mutating func stopRunning(_ language: String) {
        underWay -= 1
        running[language] = running[language].flatMap { $0 > 1 ? $0 - 1 : nil }
    }

    private mutating func remove(_ id: ID) -> [Entry] {
        guard let lookup = lookups.removeValue(forKey: id) else { return [] }
        if bySubject[lookup.course.query.subject] == id { bySubject[lookup.course.query.subject] = nil }
        for entry in lookup.entries.values { noteGone(entry) }
        // As they came.
        return lookup.entries.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func noteGone(_ entry: Entry) {
        heldInAll -= 1
        held[entry.topic] = held[entry.topic].flatMap { $0 > 1 ? $0 - 1 : nil }
    }

    private mutating func next() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    // MARK: Those who wait no longer

    /// Lets go of the requests that `isGone` names.
    ///
    /// - Parameter alsoUnderWay: Else only those are let go that wait for a turn.
    /// - Returns: The requests, and the lookups under way that nobody asks for any more.
    mutating func letGo(alsoUnderWay: Bool, where isGone: (Asker) -> Bool) -> (entries: [Entry], idle: [ID]) {
        var gone: [Entry] = []
        var idle: [ID] = []
        for (id, lookup) in lookups where alsoUnderWay || !lookup.isUnderWay {
            let leaving = lookup.entries.filter { isGone($0.value.asker) }
            guard !leaving.isEmpty else { continue }
            gone += leaving.values
            for (number, entry) in leaving {
                lookups[id]?.entries[number] = nil
                noteGone(entry)
            }
            if leaving.count == lookup.entries.count { abandon(id).map { idle.append($0) } }
        }
        for source in lines.keys { lines[source]?.remove { lookups[$0] == nil } }
        return (gone, idle)
    }

    /// A lookup that nobody asks for any more: forgotten where it waits, else to be cancelled. Whoever asks for its word
    /// from here on begins another, as it may be cut off.
    private mutating func abandon(_ id: ID) -> ID? {
        guard let lookup = lookups[id], lookup.isUnderWay else {
            _ = remove(id)
            return nil
        }
        bySubject[lookup.course.query.subject] = nil
        return id
    }

    /// The requests whose deadlines have passed, and the lookups under way that nobody asks for any more.
    mutating func expire(at now: Instant) -> (entries: [Entry], idle: [ID]) {
        var expired: [Entry] = []
        var idle: [ID] = []
        while let first = deadlines.min, first.moment <= now {
            deadlines.removeMin()
            guard let entry = lookups[first.id]?.entries.removeValue(forKey: first.entry) else { continue }
            noteGone(entry)
            expired.append(entry)
            guard let lookup = lookups[first.id], lookup.entries.isEmpty else { continue }
            if !lookup.isUnderWay, let source = lookup.course.next { lines[source]?.remove { $0 == first.id } }
            abandon(first.id).map { idle.append($0) }
        }
        return (expired, idle)
    }

    /// When `expire` will next have something to do; nil for never.
    var wake: Instant? { deadlines.min?.moment }

    // MARK: What is to be done

    /// What is to be done now. To be asked for after every event.
    mutating func actions() -> [Action] {
        var actions = toRest.map(Action.rest)
        toRest = []
        while let source = openSource(), let id = lines[source]?.next(), var lookup = lookups[id] {
            lookup.isUnderWay = true
            lookups[id] = lookup
            lines[source]?.isOpen = false
            lines[source]?.atDoor = id
            underWay += 1
            running[lookup.course.query.language, default: 0] += 1
            actions.append(.ask(id, lookup.course, since: lookup.since))
        }
        for (source, line) in lines where line.wantsWatch && mayBegin(line.language) {
            lines[source]?.isWatched = true
            actions.append(.watch(source))
        }
        return actions
    }

    /// Where the next lookup may begin: of several sources, at that of the language that has the fewest under way.
    private func openSource() -> String? {
        lines.filter { $0.value.isOpen && $0.value.mayBegin && mayBegin($0.value.language) }
            .min { running[$0.value.language, default: 0] < running[$1.value.language, default: 0] }?.key
    }

    private func mayBegin(_ language: String) -> Bool {
        underWay < concurrency || running[language] == nil
    }

    // MARK: To be seen

    /// The requests of one language and lane that wait for a turn.
    struct Backlog: Equatable {
        var requests = 0
        /// When the oldest of them was taken.
        var oldest: Instant?
        /// The sources they wait for, and how many lookups would go before one more.
        var lines: [String: Int] = [:]
    }

    func backlog(of language: String, _ lane: Lane) -> Backlog {
        var backlog = Backlog()
        for lookup in lookups.values where lookup.course.query.language == language && !lookup.isUnderWay {
            for entry in lookup.entries.values where entry.lane == lane {
                backlog.requests += 1
                backlog.oldest = min(backlog.oldest ?? entry.since, entry.since)
            }
        }
        for (source, line) in lines where line.language == language {
            backlog.lines[source] = line.waiting(before: lane)
        }
        return backlog
    }
}
