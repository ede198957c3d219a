import Answers
import Foundation
import Kafka
import Lexicon
import SharedAnswers
import Synchronization
import TestSupport
import Testing

@Suite struct SharingAnswers {
    @Test func `what one learns, all know, and those who come later`() async throws {
        let fleet = try await Fleet()
        let (one, other, later) = (Fleet.shelf(), Fleet.shelf(), Fleet.shelf())
        try await fleet.sharing(other) { _ in
            try await fleet.sharing(one) { shared in
                await shared.caughtUp(within: .seconds(300))
                one.learn(Fleet.answer(), for: Fleet.key("Wolke"))
                try await eventually { other.reply(for: Fleet.key("Wolke")) != nil }
            }
        }
        try await fleet.sharing(later) { shared in
            await shared.caughtUp(within: .seconds(300))
            #expect(later.reply(for: Fleet.key("Wolke"))?.cached == true)
            #expect(shared.lag == 0)
        }
    }

    @Test func `what a stranger can send is skipped, and what is behind it is read`() async throws {
        let fleet = try await Fleet(partitions: 1)
        let good = Fleet.answer().encoded()
        var future = Fleet.answer()
        future.fetchedAt = Date(timeIntervalSinceNow: 3 * 86_400)
        try await fleet.send([
            (nil, good), ("", good), ("de/wiktionary", good), ("de/other/x", good), ("xx/wiktionary/x", good),
            ("de/wiktionary/garbage", [0xFF, 0x00]), ("de/wiktionary/garbage", []),
            ("de/wiktionary/cut", Array(good.dropLast(5))),
            ("de/wiktionary/large", [UInt8](repeating: 0x20, count: 900_000)),
            ("de/wiktionary/deep", Array(String(repeating: "[", count: 100_000).utf8)),
            ("de/wiktionary/future", future.encoded()),
            ("de/wiktionary/" + String(repeating: "x", count: 5_000), good),
            ("de/wiktionary/old", Fleet.answer(at: Date(timeIntervalSince1970: 0)).encoded()),
            ("de/wiktionary/Wolke", good),
        ])
        let shelf = Fleet.shelf()
        try await fleet.sharing(shelf) { shared in
            await shared.caughtUp(within: .seconds(300))
            #expect(shelf.reply(for: Fleet.key("Wolke")) != nil)
            for word in ["garbage", "cut", "large", "deep", "future", "old"] {
                #expect(shelf.reply(for: Fleet.key(word)) == nil)
            }
        }
    }

    @Test func `a tombstone is forgotten by all`() async throws {
        let fleet = try await Fleet(partitions: 1)
        let folder = try temporaryDirectory()
        let disk = AnswerDisk(directory: folder.path, logger: Fleet.silence)
        let shelf = Fleet.shelf(disk)
        try await fleet.send([("de/wiktionary/Wolke", Fleet.answer().encoded())])
        try await fleet.sharing(shelf) { shared in
            await shared.caughtUp(within: .seconds(300))
            #expect(await shelf.latest(Fleet.key("Wolke")) != nil)
            try await fleet.send([("de/wiktionary/Wolke", nil)])
            try await eventually { await shelf.latest(Fleet.key("Wolke")) == nil }
        }
    }

    @Test func `with a folder, a restart reads on where it was`() async throws {
        let fleet = try await Fleet(partitions: 1)
        let folder = try temporaryDirectory()
        try await fleet.send((0..<20).map { ("de/wiktionary/w\($0)", Fleet.answer().encoded()) })
        func start(_ check: @escaping @Sendable (AnswerShelf) async throws -> Void) async throws {
            let shelf = Fleet.shelf(AnswerDisk(directory: folder.path, logger: Fleet.silence), memoryBytes: 0)
            try await fleet.sharing(shelf) { shared in
                await shared.caughtUp(within: .seconds(300))
                try await check(shelf)
            }
        }
        try await start { #expect(await $0.latest(Fleet.key("w19")) != nil) }
        // Forgotten on this machine alone: it would be here again, were all read anew.
        let disk = AnswerDisk(directory: folder.path, logger: Fleet.silence)
        Fleet.shelf(disk).forget(Fleet.key("w0"))
        await disk.flush()
        try await fleet.send([("de/wiktionary/w20", Fleet.answer().encoded())])
        try await start { shelf in
            #expect(await shelf.latest(Fleet.key("w20")) != nil)
            #expect(await shelf.latest(Fleet.key("w0")) == nil)
        }
    }

    @Test func `a topic that was made anew is read from its beginning`() async throws {
        let folder = try temporaryDirectory()
        let first = try await Fleet(partitions: 1)
        let disk = AnswerDisk(directory: folder.path, logger: Fleet.silence)
        let cluster = try await Admin.clusterID(using: first.configuration())
        #expect(await disk.begin([0: 1_000], of: SharedTopic(cluster: cluster, name: Fleet.topic)))
        try await first.send([("de/wiktionary/Wolke", Fleet.answer().encoded())])
        let shelf = Fleet.shelf(disk)
        try await first.sharing(shelf) { shared in
            await shared.caughtUp(within: .seconds(300))
            #expect(await shelf.latest(Fleet.key("Wolke")) != nil)
        }
    }

    @Test func `what a disk lacks that failed is read once more when it is back`() async throws {
        let fleet = try await Fleet(partitions: 2)
        let folder = try temporaryDirectory().appending(path: "answers")
        // In the way of the folder.
        try Data().write(to: folder)
        try await fleet.send((0..<20).map { ("de/wiktionary/w\($0)", Fleet.answer().encoded()) })
        let disk = AnswerDisk(directory: folder.path, rest: .milliseconds(1), logger: Fleet.silence)
        try await fleet.sharing(Fleet.shelf(disk)) { shared in
            await shared.caughtUp(within: .seconds(300))
            try FileManager.default.removeItem(at: folder)
            // Whatever comes next shows that the disk can be written.
            try await fleet.send([("de/wiktionary/w20", Fleet.answer().encoded())])
            let later = Fleet.shelf(AnswerDisk(directory: folder.path, logger: Fleet.silence), memoryBytes: 0)
            for word in 0...20 { try await eventually { await later.latest(Fleet.key("w\(word)")) != nil } }
        }
        let cluster = try await Admin.clusterID(using: fleet.configuration())
        let offsets = await disk.offsets(of: SharedTopic(cluster: cluster, name: Fleet.topic))
        #expect(offsets.values.reduce(0, +) == 21)
    }

    @Test func `of answers to one word the newest stays, in whichever order they come`() async throws {
        let fleet = try await Fleet(partitions: 1)
        let old = Fleet.answer("old", at: Date(timeIntervalSinceNow: -100))
        try await fleet.send([
            ("de/wiktionary/Wolke", Fleet.answer("new").encoded()), ("de/wiktionary/Wolke", old.encoded()),
        ])
        let folder = try temporaryDirectory()
        for shelf in [Fleet.shelf(), Fleet.shelf(AnswerDisk(directory: folder.path, logger: Fleet.silence))] {
            try await fleet.sharing(shelf) { shared in
                await shared.caughtUp(within: .seconds(300))
                let reply = await shelf.latest(Fleet.key("Wolke"))?.reply
                #expect(reply?.entries.first?.senses.first?.definition == "new")
            }
        }
    }

    @Test func `a broker that is away holds nobody up`() async throws {
        let shared = SharedAnswers(
            Fleet.shelf(), topic: Fleet.topic,
            broker: ClientConfiguration(bootstrapServers: "127.0.0.1:1", logger: Fleet.silence))
        let running = Task { try await shared.run() }
        await shared.caughtUp(within: .milliseconds(50))
        running.cancel()
        _ = await running.result
    }

    @Test func `an archive of the topic has the newest of each word, forgets by tombstones, and takes answers in`()
        async throws
    {
        let fleet = try await Fleet()
        let archive = TopicArchive(topic: Fleet.topic, broker: fleet.configuration())
        let old = Fleet.answer("old", at: Date(timeIntervalSinceNow: -1_000))
        try await archive.keep([(Fleet.key("a"), old), (Fleet.key("b"), old)])
        try await fleet.send([("de/wiktionary/x", [1, 2, 3])])
        try await archive.keep([(Fleet.key("a"), Fleet.answer("new"))])
        func all(_ choice: AnswerChoice = AnswerChoice()) async throws -> [String: String] {
            let found = Mutex<[String: String]>([:])
            try await archive.forEach(choice) { key, answer, _ in
                found.withLock { $0[key.word] = answer.entries.first?.senses.first?.definition }
            }
            return found.withLock { $0 }
        }
        #expect(try await all() == ["a": "new", "b": "old"])
        #expect(try await all(AnswerChoice(before: Date(timeIntervalSinceNow: -500))) == ["b": "old"])
        #expect(try await archive.forget(AnswerChoice(word: "a")) == 1)
        #expect(try await all() == ["b": "old"])
    }
}
