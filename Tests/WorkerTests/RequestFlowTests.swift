import Lexicon
import Providers
import Testing

@testable import Worker

/// A flow whose askers are strings, with what it asked for so far.
private struct Scenario {
    typealias Flow = RequestFlow<String>

    let start = ContinuousClock.now
    var flow: Flow
    /// Lookups that were begun and have not ended, by word.
    var asked: [(id: Flow.ID, course: LookupCourse)] = []
    var watched: [String] = []
    /// Lookups that wait for another process.
    var resting: [Flow.ID] = []
    /// What each turn takes.
    var interval = Duration.seconds(1)

    init(concurrency: Int = 64) {
        flow = Flow(concurrency: concurrency)
    }

    var words: [String] { asked.map(\.course.query.word) }

    /// A request; returns the wait where it was refused.
    @discardableResult
    mutating func add(
        _ word: String, by asker: String? = nil, _ lane: Lane = .interactive, language: String = "de",
        sources: [String] = ["first"], deadline: Duration? = nil, topic: String = "topic"
    ) -> Duration? {
        let query = LookupQuery(word: word, language: language)
        let course = LookupCourse(query, sources: sources.map { "\(language)/\($0)" })
        let entry = Flow.Entry(
            asker: asker ?? word, topic: topic, lane: lane, deadline: deadline.map { start + $0 }, since: start)
        let wait = flow.add(entry, on: course) { [interval] _, others in interval * (others + 1) }
        perform()
        return wait
    }

    mutating func perform() {
        for action in flow.actions() {
            switch action {
            case .ask(let id, let course, _): asked.append((id, course))
            case .watch(let source): watched.append(source)
            case .rest(let id): resting.append(id)
            }
        }
    }

    /// A turn can be had: whoever begins then has it, and is returned.
    @discardableResult
    mutating func turn(at source: String = "de/first") -> String? {
        let before = asked.count
        flow.opened(source)
        perform()
        guard asked.count > before, let begun = asked.last else { return nil }
        flow.begun(begun.id)
        perform()
        return begun.course.query.word
    }

    /// The source of a lookup has answered; returns those who are answered for it.
    mutating func end(_ word: String, with outcome: Outcome = .found) -> [String] {
        guard let place = asked.firstIndex(where: { $0.course.query.word == word }) else { return [] }
        var (id, course) = asked.remove(at: place)
        course.heard(LookupReply(word: word, language: course.query.language, outcome: outcome))
        let entries = flow.ended(id, course)
        perform()
        return entries.map(\.asker)
    }
}

@Suite struct RequestFlowTests {
    @Test func `a request waits until a turn can be had, and asks nobody before`() {
        var scene = Scenario()
        scene.add("eins")
        #expect(scene.asked.isEmpty && scene.flow.underWay == 0)
        #expect(scene.watched == ["de/first"])
        #expect(scene.turn() == "eins")
        #expect(scene.flow.underWay == 1)
        #expect(scene.end("eins") == ["eins"])
        #expect(scene.flow.underWay == 0 && scene.flow.heldInAll == 0)
    }

    @Test func `the next lookup begins only once the one before has had its turn`() {
        var scene = Scenario()
        scene.add("eins")
        scene.add("zwei")
        scene.flow.opened("de/first")
        scene.perform()
        scene.flow.opened("de/first")
        scene.perform()
        #expect(scene.words == ["eins"])
        scene.flow.begun(scene.asked[0].id)
        scene.perform()
        #expect(scene.words == ["eins", "zwei"])
    }

    @Test func `a lookup that did without its turn leaves it to the next`() {
        var scene = Scenario()
        for word in ["eins", "zwei"] { scene.add(word) }
        scene.flow.opened("de/first")
        scene.perform()
        #expect(scene.words == ["eins"])
        #expect(scene.end("eins", with: .unavailable) == ["eins"])
        #expect(scene.words == ["zwei"])
    }

    @Test func `a lookup that waits for another process holds no place meanwhile, and then has the head of its line`() {
        var scene = Scenario(concurrency: 1)
        for word in ["eins", "zwei", "drei"] { scene.add(word) }
        #expect(scene.turn() == "eins")
        let (id, course) = scene.asked.removeFirst()
        #expect(scene.flow.ended(id, course).isEmpty)
        scene.perform()
        #expect(scene.resting == [id])
        #expect(scene.flow.underWay == 0)
        #expect(scene.turn() == "zwei")
        scene.flow.rested(id)
        #expect(scene.end("zwei") == ["zwei"])
        #expect(scene.turn() == "eins")
        #expect(scene.end("eins") == ["eins"])
        #expect(scene.turn() == "drei")
    }

    @Test func `a lookup that waits for another process can be let go, and is in its line once`() {
        var scene = Scenario()
        scene.add("eins", .bulk)
        scene.turn()
        let (id, course) = scene.asked.removeFirst()
        _ = scene.flow.ended(id, course)
        // Somebody waits for it now.
        scene.add("eins", by: "a", .interactive)
        scene.flow.rested(id)
        scene.flow.rested(id)
        #expect(scene.turn() == "eins")
        #expect(scene.turn() == nil)
        _ = scene.flow.ended(id, scene.asked.removeFirst().course)
        #expect(Set(scene.flow.letGo(alsoUnderWay: false) { _ in true }.entries.map(\.asker)) == ["eins", "a"])
        scene.flow.rested(id)
        #expect(scene.turn() == nil)
    }

    @Test func `the same word is asked once for all who ask, whenever they come`() {
        var scene = Scenario()
        scene.add("wort", by: "a")
        scene.add("wort", by: "b")
        scene.turn()
        scene.add("wort", by: "c")
        #expect(scene.words == ["wort"])
        #expect(scene.end("wort") == ["a", "b", "c"])
    }

    @Test func `a deadline is not measured by a line in which its word does not stand`() {
        var scene = Scenario(concurrency: 1)
        for word in ["eins", "zwei", "drei"] { scene.add(word) }
        #expect(scene.turn() == "eins")
        let (id, course) = scene.asked.removeFirst()
        _ = scene.flow.ended(id, course)
        let short = scene.interval * 2
        #expect(scene.add("eins", by: "resting", deadline: short) == nil)
        #expect(scene.add("vier", deadline: short) != nil)
    }

    @Test func `a lookup that goes on waits for the next source's turn, and holds no place meanwhile`() {
        var scene = Scenario(concurrency: 1)
        scene.add("eins", sources: ["first", "second"])
        scene.add("zwei", sources: ["first", "second"])
        #expect(scene.turn() == "eins")
        #expect(scene.end("eins", with: .notFound) == [])
        #expect(scene.watched.contains("de/second"))
        #expect(scene.turn() == "zwei")
        #expect(scene.end("zwei") == ["zwei"])
        #expect(scene.turn(at: "de/second") == "eins")
        #expect(scene.asked[0].course.next == "de/second")
        #expect(scene.end("eins") == ["eins"])
    }

    @Test func `interactive requests go first, and bulk ones get one turn in ten`() {
        var scene = Scenario()
        for number in 0..<30 { scene.add("list \(number)", .bulk) }
        for number in 0..<30 { scene.add("word \(number)") }
        let order = (0..<60).compactMap { _ in scene.turn() }
        #expect(order.count == 60)
        #expect(order.prefix(9).allSatisfy { $0.hasPrefix("word") })
        #expect(order[9] == "list 0" && order[19] == "list 1" && order[29] == "list 2")
        #expect(order.prefix(33).count { $0.hasPrefix("word") } == 30)
    }

    @Test func `a word of a list goes first once somebody waits for it`() {
        var scene = Scenario()
        for number in 0..<5 { scene.add("\(number)", .bulk) }
        scene.add("4", by: "somebody")
        #expect(scene.turn() == "4")
        #expect(scene.end("4") == ["4", "somebody"])
        #expect((0..<5).compactMap { _ in scene.turn() } == ["0", "1", "2", "3"])
    }

    @Test func `at the cap the language with the fewest goes first, and none is shut out`() {
        var scene = Scenario(concurrency: 2)
        for number in 0..<4 { scene.add("d\(number)", language: "de") }
        scene.add("f", language: "fr")
        _ = scene.turn(at: "de/first")
        _ = scene.turn(at: "de/first")
        #expect(scene.turn(at: "de/first") == nil)
        // One that has none under way may always begin one.
        #expect(scene.turn(at: "fr/first") == "f")
        scene.add("g", language: "fr")
        scene.flow.opened("fr/first")
        scene.perform()
        #expect(scene.words == ["d0", "d1", "f"])
        _ = scene.end("d0")
        #expect(scene.words == ["d1", "f"])
        _ = scene.end("d1")
        #expect(scene.words.count == 2)
    }

    @Test func `a deadline that no turn can meet is told at once, with the wait`() {
        var scene = Scenario()
        for number in 0..<10 { scene.add("\(number)") }
        #expect(scene.add("spät", deadline: .seconds(5)) == .seconds(11))
        #expect(scene.add("früh", deadline: .seconds(30)) == nil)
        // The lookup is under way: no turn has to come.
        scene.turn()
        #expect(scene.add("0", by: "late", deadline: .seconds(1)) == nil)
        #expect(scene.end("0") == ["0", "late"])
    }

    @Test func `a deadline that passes lets go of one asker, and of the lookup with the last`() {
        var scene = Scenario()
        scene.add("wort", by: "a", deadline: .seconds(5))
        scene.add("wort", by: "b")
        #expect(scene.flow.wake == scene.start + .seconds(5))
        let first = scene.flow.expire(at: scene.start + .seconds(6))
        #expect(first.entries.map(\.asker) == ["a"] && first.idle.isEmpty)
        scene.turn()
        #expect(scene.end("wort") == ["b"])
        scene.add("allein", deadline: .seconds(7))
        scene.turn()
        let last = scene.flow.expire(at: scene.start + .seconds(8))
        #expect(last.entries.map(\.asker) == ["allein"])
        #expect(last.idle == scene.asked.map(\.id))
        // It may be cut off: who asks now needs another.
        scene.add("allein", by: "later")
        #expect(scene.turn() == "allein")
        #expect(scene.asked.count == 2)
        #expect(scene.end("allein") == [])
        #expect(scene.end("allein") == ["later"])
    }

    @Test func `what only waits is let go at once, and what is under way goes on`() {
        var scene = Scenario()
        for word in ["eins", "zwei", "drei"] { scene.add(word) }
        scene.turn()
        let gone = scene.flow.letGo(alsoUnderWay: false) { _ in true }
        #expect(Set(gone.entries.map(\.asker)) == ["zwei", "drei"])
        #expect(scene.flow.heldInAll == 1)
        #expect(scene.turn() == nil)
        #expect(scene.end("eins") == ["eins"])
    }

    @Test func `a lookup goes on as long as one of its askers stays`() {
        var scene = Scenario()
        scene.add("wort", by: "gone")
        scene.add("wort", by: "stays")
        #expect(scene.flow.letGo(alsoUnderWay: false) { $0 == "gone" }.entries.count == 1)
        #expect(scene.turn() == "wort")
        #expect(scene.flow.letGo(alsoUnderWay: true) { $0 == "gone" }.entries.isEmpty)
        #expect(scene.end("wort") == ["stays"])
    }

    @Test func `what waits is counted by topic, language and lane`() {
        var scene = Scenario()
        for number in 0..<3 { scene.add("\(number)", topic: "a") }
        scene.add("3", .bulk, topic: "b")
        #expect(scene.flow.held(from: "a") == 3 && scene.flow.held(from: "b") == 1)
        #expect(scene.flow.backlog(of: "de", .interactive).requests == 3)
        #expect(scene.flow.backlog(of: "de", .bulk).lines == ["de/first": 1 + 3])
        scene.turn()
        #expect(scene.flow.backlog(of: "de", .interactive).requests == 2)
        #expect(scene.flow.held(from: "a") == 3)
    }

    /// Whatever comes in whatever order: every asker leaves once, and nothing is left behind.
    @Test func `nobody is forgotten and nobody answered twice`() {
        for seed in 0..<200 {
            var dice = Dice(seed: UInt64(seed) + 1)
            var scene = Scenario(concurrency: 3)
            var present: Set<String> = []
            func leave(_ askers: [String]) {
                for asker in askers { #expect(present.remove(asker) != nil, "\(asker), seed \(seed)") }
            }
            for step in 0..<300 {
                switch dice.roll(6) {
                case 0, 1:
                    let asker = "a\(step)"
                    present.insert(asker)
                    let wait = scene.add(
                        "\(dice.roll(20))", by: asker, dice.roll(2) == 0 ? .bulk : .interactive,
                        language: ["de", "fr"][dice.roll(2)], sources: ["first", "second"],
                        deadline: dice.roll(4) == 0 ? .seconds(dice.roll(100)) : nil)
                    if wait != nil { present.remove(asker) }
                case 2: scene.turn(at: ["de/first", "de/second", "fr/first", "fr/second"][dice.roll(4)])
                case 3, 4:
                    guard let word = scene.words.first else { continue }
                    leave(scene.end(word, with: dice.roll(2) == 0 ? .found : .notFound))
                default:
                    if dice.roll(4) == 0 {
                        leave(scene.flow.expire(at: scene.start + .seconds(step / 3)).entries.map(\.asker))
                    } else if dice.roll(6) == 0 {
                        let gone = scene.flow.letGo(alsoUnderWay: dice.roll(2) == 0) { $0.hasSuffix("7") }
                        leave(gone.entries.map(\.asker))
                    }
                    scene.perform()
                }
                #expect(scene.flow.heldInAll == present.count, "seed \(seed)")
                #expect(scene.flow.underWay <= 3 + 2)
            }
            while !present.isEmpty {
                let before = (present.count, scene.asked.count)
                for source in ["de/first", "de/second", "fr/first", "fr/second"] { scene.turn(at: source) }
                for word in scene.words { leave(scene.end(word, with: .notFound)) }
                guard before != (present.count, scene.asked.count) || !scene.asked.isEmpty else { break }
            }
            #expect(present.isEmpty, "seed \(seed): \(present)")
            #expect(scene.flow.heldInAll == 0 && scene.flow.underWay == 0)
        }
    }
}

/// Numbers that a seed repeats.
private struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }
}
