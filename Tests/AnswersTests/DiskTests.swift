import Answers
import Foundation
import Lexicon
import Logging
import TestSupport
import Testing

@Suite struct Disks {
    private func shelf(
        _ folder: URL, capacity: Int = AnswerDisk.capacity, logger: Logger = Samples.silence
    ) -> AnswerShelf {
        AnswerShelf(
            of: [Samples.wiktionary],
            // Nothing in front of it.
            keeping: AnswerKeeping(
                memoryBytes: 0, disk: AnswerDisk(directory: folder.path, capacity: capacity, logger: logger)))
    }

    private func bytes(of folder: URL) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    @Test func `an answer outlives its process`() async throws {
        let folder = try temporaryDirectory().appending(path: "a/b")
        let key = Samples.key("Wolke")
        do {
            let first = shelf(folder)
            first.learn(Samples.answer(), for: key)
            await first.disk?.flush()
        }
        let reply = await shelf(folder).fetched(key)
        #expect(reply?.entries == Samples.answer().entries)
        #expect(reply?.cached == true)
    }

    @Test func `processes that share a folder see what each of them learns, and the newest stays`() async throws {
        let folder = try temporaryDirectory()
        let (one, other) = (shelf(folder), shelf(folder))
        await withTaskGroup { group in
            for (number, shelf) in [one, other].enumerated() {
                group.addTask {
                    for word in 0..<300 {
                        shelf.learn(Samples.answer("\(number)"), for: Samples.key("w\(number) \(word)"))
                    }
                    await shelf.disk?.flush()
                }
            }
        }
        for word in 0..<300 {
            #expect(await one.fetched(Samples.key("w1 \(word)")) != nil)
            #expect(await other.fetched(Samples.key("w0 \(word)")) != nil)
        }
        one.learn(Samples.answer("new"), for: Samples.key("x"))
        await one.disk?.flush()
        other.learn(Samples.answer("old", at: Date(timeIntervalSinceNow: -100)), for: Samples.key("x"))
        await other.disk?.flush()
        #expect(await one.fetched(Samples.key("x"))?.entries.first?.senses.first?.definition == "new")
    }

    @Test func `the bound holds, and what is asked for stays`() async throws {
        let folder = try temporaryDirectory()
        let (shelf, other) = (
            shelf(folder, capacity: AnswerDisk.leastCapacity), shelf(folder, capacity: AnswerDisk.leastCapacity)
        )
        let text = String(repeating: "x", count: 2_000)
        shelf.learn(Samples.answer(text), for: Samples.key("wanted"))
        for round in 0..<20 {
            for word in 0..<50 {
                (word.isMultiple(of: 2) ? shelf : other).learn(
                    Samples.answer(text), for: Samples.key("w\(round) \(word)"))
            }
            // What one merges while the other writes is bounded with a later change.
            try await eventually {
                shelf.learn(Samples.answer(), for: Samples.key("again"))
                await shelf.disk?.flush()
                await other.disk?.flush()
                return (try? bytes(of: folder)).map { $0 <= AnswerDisk.leastCapacity * 5 / 4 } ?? false
            }
        }
        #expect(await shelf.fetched(Samples.key("w19 49")) != nil)
        #expect(await shelf.fetched(Samples.key("w0 0")) == nil)
    }

    @Test func `a damaged file is set aside and told once`() async throws {
        let folder = try temporaryDirectory()
        let file = folder.appending(path: "answers.sqlite")
        let garbage = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try garbage.write(to: file)
        let log = CollectedLog()
        let shelf = shelf(folder, logger: log.logger)
        let key = Samples.key("Wolke")
        shelf.learn(Samples.answer(), for: key)
        await shelf.disk?.flush()
        #expect(await shelf.fetched(key) != nil)
        #expect(log.lines.count == 1, "\(log.lines)")
        #expect(try Data(contentsOf: file) == garbage)
    }

    @Test func `a file that is damaged while it is used is set aside too`() async throws {
        let folder = try temporaryDirectory()
        let log = CollectedLog()
        // So small that what is written is merged into the file soon.
        let first = shelf(folder, capacity: AnswerDisk.leastCapacity)
        for word in 0..<500 { first.learn(Samples.answer(), for: Samples.key("w\(word)")) }
        await first.disk?.flush()
        // Whoever reads it from here on, finds other pages than those that its index names.
        let file = folder.appending(path: "answers.sqlite")
        let later = shelf(folder, logger: log.logger)
        await later.disk?.flush()
        let handle = try FileHandle(forWritingTo: file)
        let size = try handle.seekToEnd()
        for page in 1..<(size / 4_096) {
            try handle.seek(toOffset: page * 4_096)
            try handle.write(contentsOf: Data(repeating: 0xAA, count: 4_096))
        }
        try handle.close()
        for word in 0..<10 { _ = await later.fetched(Samples.key("w\(word)")) }
        later.learn(Samples.answer(), for: Samples.key("Wolke"))
        await later.disk?.flush()
        later.learn(Samples.answer(), for: Samples.key("Wolke"))
        await later.disk?.flush()
        #expect(await later.fetched(Samples.key("Wolke")) != nil, "\(log.metadata)")
        #expect(log.lines.count == 1, "\(log.lines)")
    }

    @Test func `where no folder can be, it is told once and gone on without`() async throws {
        let file = try temporaryDirectory().appending(path: "file")
        try Data().write(to: file)
        let log = CollectedLog()
        let shelf = shelf(file.appending(path: "answers"), logger: log.logger)
        for word in 0..<10 {
            shelf.learn(Samples.answer(), for: Samples.key("w\(word)"))
            await shelf.disk?.flush()
            #expect(await shelf.fetched(Samples.key("w\(word)")) == nil)
        }
        #expect(log.lines.count == 1, "\(log.lines)")
    }

    @Test func `a file of a later version is left alone`() async throws {
        let folder = try temporaryDirectory()
        let first = shelf(folder)
        await first.disk?.flush()
        let sqlite = try Process.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: [
                "python3", "-c",
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
                    + "c.execute(\"INSERT INTO grdb_migrations VALUES ('99')\"); c.commit()",
                folder.appending(path: "answers.sqlite").path,
            ])
        sqlite.waitUntilExit()
        try #require(sqlite.terminationStatus == 0)
        let log = CollectedLog()
        let later = shelf(folder, logger: log.logger)
        later.learn(Samples.answer(), for: Samples.key("Wolke"))
        await later.disk?.flush()
        #expect(log.lines.count == 1, "\(log.lines)")
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "answers-2.sqlite").path))
    }
}
