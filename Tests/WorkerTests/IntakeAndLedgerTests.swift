import TestSupport
import Testing

@testable import Worker

/// Requests of some topics on their way through a worker, by chance: taken, waiting, answered, acknowledged.
private struct Way {
    let intake: Intake
    var bounds: Intake
    var ledgers: [String: OffsetLedger]
    var waiting: [String: [Int64]] = [:]
    var unacknowledged: [(topic: String, offset: Int64)] = []
    var stored: [String: Int64] = [:]
    var next: [String: Int64] = [:]

    init(_ intake: Intake, topics: [String]) {
        self.intake = intake
        bounds = intake
        ledgers = Dictionary(uniqueKeysWithValues: topics.map { ($0, OffsetLedger()) })
    }

    mutating func room(of topic: String) -> Int {
        bounds.room(
            of: topic, unacknowledged: unacknowledged.count, waiting: waiting[topic]?.count ?? 0,
            span: ledgers[topic]?.span ?? 0)
    }

    mutating func take(_ count: Int, of topic: String, _ dice: inout Dice) {
        for _ in 0..<count {
            // Compaction leaves gaps.
            let offset = (next[topic] ?? 0) + (Int.random(in: 0..<4, using: &dice) == 0 ? 3 : 0)
            next[topic] = offset + 1
            let isNew = ledgers[topic]?.deliver(offset)
            #expect(isNew == true)
            waiting[topic, default: []].append(offset)
        }
    }

    /// Answers any request of a topic: lookups end in no order. A worker holds it until there is a place for its reply.
    mutating func answer(of topic: String, _ dice: inout Dice) {
        guard let count = waiting[topic]?.count, count > 0, unacknowledged.count < intake.maxUnacknowledged else {
            return
        }
        guard let offset = waiting[topic]?.remove(at: Int.random(in: 0..<count, using: &dice)) else { return }
        unacknowledged.append((topic, offset))
    }

    mutating func acknowledge(_ dice: inout Dice) {
        guard !unacknowledged.isEmpty else { return }
        let (topic, offset) = unacknowledged.remove(at: Int.random(in: unacknowledged.indices, using: &dice))
        if let place = ledgers[topic]?.finish(offset) { stored[topic] = place }
    }
}

@Suite struct `Intake and ledgers together` {
    @Test(arguments: [(1, 1), (1, 10), (10, 1), (3, 5), (20, 7), (100, 50)], 0..<6 as Range<UInt64>)
    func `keep every bound, let requests through at any time, and store what is done`(
        bounds: (unacknowledged: Int, readAhead: Int), seed: UInt64
    ) {
        var dice = Dice(seed: seed)
        let topics = ["de", "fr"]
        let intake = Intake(maxUnacknowledged: bounds.unacknowledged, readAhead: bounds.readAhead, batch: 8)
        var way = Way(intake, topics: topics)
        for _ in 0..<800 {
            let topic = topics[Int.random(in: topics.indices, using: &dice)]
            switch Int.random(in: 0..<3, using: &dice) {
            case 0:
                let room = way.room(of: topic)
                way.take(room, of: topic, &dice)
            case 1: way.answer(of: topic, &dice)
            default: way.acknowledge(&dice)
            }
            #expect(way.unacknowledged.count <= bounds.unacknowledged)
            for topic in topics {
                #expect(way.waiting[topic]?.count ?? 0 <= bounds.readAhead)
                #expect(way.ledgers[topic]?.span ?? 0 <= intake.span)
            }
            // With nothing under way nothing could ever free a place: then there has to be one.
            if way.unacknowledged.isEmpty {
                for topic in topics where way.waiting[topic]?.isEmpty ?? true {
                    let room = way.room(of: topic)
                    #expect(room > 0)
                }
            }
        }
        while !way.unacknowledged.isEmpty || way.waiting.values.contains(where: { !$0.isEmpty }) {
            for topic in topics { way.answer(of: topic, &dice) }
            way.acknowledge(&dice)
        }
        #expect(way.stored == way.next)
        #expect(way.ledgers.values.allSatisfy { $0.span == 0 && $0.outstanding == 0 })
    }
}
