import Answers
import Foundation
import TestSupport
import Testing

@Suite struct `Processes that are about to ask a site` {
    private let folder: URL

    init() throws {
        folder = try temporaryDirectory()
    }

    /// As another process of the machine has one.
    private func shelf(claimHolds: Duration = .seconds(3_600), at path: String? = nil) -> AnswerShelf {
        let disk = AnswerDisk(directory: path ?? folder.path, claimHolds: claimHolds, logger: Samples.silence)
        return AnswerShelf(of: [Samples.wiktionary], keeping: AnswerKeeping(disk: disk))
    }

    @Test func `leave a word to the first of them until that has asked`() async {
        let (one, other) = (shelf(), shelf())
        let key = Samples.key("Wolke")
        #expect(await one.claim(key))
        #expect(await !other.claim(key))
        #expect(await one.claim(key), "one's own claim is no other's")
        #expect(await other.claim(Samples.key("Regen")))
        // Only the one that claimed it gives it up.
        other.release(key)
        await other.disk?.flush()
        #expect(await !other.claim(key))
        one.release(key)
        await one.disk?.flush()
        #expect(await other.claim(key))
        #expect(await !one.claim(key))
    }

    @Test func `claim a word of each source for itself`() async {
        let (one, other) = (shelf(), shelf())
        #expect(await one.claim(Samples.key("Wolke")))
        #expect(await other.claim(Samples.key("Wolke", source: "duden")))
    }

    @Test func `get one claim among many that come at once`() async {
        let shelves = (0..<8).map { _ in shelf() }
        // At first all of them make the file; later some wait for the others' turn.
        for number in 0..<20 {
            let won = await withTaskGroup(of: Bool.self) { group in
                for shelf in shelves { group.addTask { await shelf.claim(Samples.key("Wolke\(number)")) } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 1)
        }
    }

    @Test func `do not wait for good for one that was killed`() async throws {
        let key = Samples.key("Wolke")
        // It never says that it has asked.
        #expect(await shelf(claimHolds: .milliseconds(1)).claim(key))
        let other = shelf()
        try await eventually { await other.claim(key) }
    }

    @Test func `ask all the same where the disk fails, or where there is none`() async throws {
        let file = folder.appending(path: "file")
        try Data().write(to: file)
        let (one, other) = (shelf(at: file.path + "/x"), shelf(at: file.path + "/x"))
        let alone = AnswerShelf(of: [Samples.wiktionary], keeping: AnswerKeeping())
        for shelf in [one, other, alone, alone] { #expect(await shelf.claim(Samples.key("Wolke"))) }
    }
}
