import Testing

@testable import Worker

@Suite struct IntakeTests {
    private func expectRoom(
        _ intake: inout Intake, outstanding: Int, sourceLocation: SourceLocation = #_sourceLocation,
        _ isRight: (Int) -> Bool
    ) {
        let room = intake.room(outstanding: outstanding)
        #expect(isRight(room), "room for \(room)", sourceLocation: sourceLocation)
    }

    @Test func `takes batches while both caps have room`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 100, batch: 30)
        expectRoom(&intake, outstanding: 0) { $0 == 30 }
        expectRoom(&intake, outstanding: 90) { $0 == 10 }
    }

    @Test func `takes nothing while lookups fill their cap`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 100)
        let begun = [intake.begin("fr"), intake.begin("fr")]
        #expect(begun == [true, true])
        expectRoom(&intake, outstanding: 2) { $0 == 0 }
        let passedOn = intake.end("fr")
        #expect(passedOn == nil)
        expectRoom(&intake, outstanding: 1) { $0 > 0 }
    }

    @Test func `what waits for a lookup begins when one ends, and nothing is taken before`() {
        var intake = Intake(concurrency: 1, maxUnacknowledged: 100)
        let begun = [intake.begin("fr"), intake.begin("fr"), intake.begin("fr")]
        #expect(begun == [true, false, false])
        let passedOn = [intake.end("fr"), intake.end("fr")]
        #expect(passedOn == ["fr", "fr"])
        #expect(intake.lookups == 1)
        expectRoom(&intake, outstanding: 1) { $0 == 0 }
        let last = intake.end("fr")
        #expect(last == nil)
        #expect(intake.lookups == 0)
        expectRoom(&intake, outstanding: 0) { $0 > 0 }
    }

    @Test func `after the cap of unacknowledged replies was met, half must be free again`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 10)
        expectRoom(&intake, outstanding: 10) { $0 == 0 }
        expectRoom(&intake, outstanding: 9) { $0 == 0 }
        expectRoom(&intake, outstanding: 5) { $0 == 0 }
        expectRoom(&intake, outstanding: 4) { $0 == 6 }
        expectRoom(&intake, outstanding: 9) { $0 == 1 }
    }

    @Test func `a language that fills all places keeps no other from its first, and taking goes on`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 100, languages: 3, batch: 3)
        let slow = (1...4).map { _ in intake.begin("slow") }
        #expect(slow == [true, true, false, false])
        expectRoom(&intake, outstanding: 4) { $0 == 3 }
        let others = [intake.begin("fr"), intake.begin("fr"), intake.begin("de")]
        #expect(others == [true, false, true])
        // Nobody could begin, and a batch waits.
        expectRoom(&intake, outstanding: 7) { $0 == 0 }
        let next = [intake.end("fr"), intake.end("slow"), intake.end("slow"), intake.end("slow")]
        #expect(next == ["fr", nil, "slow", "slow"])
        #expect(intake.lookups == 2 + 1)
    }

    @Test func `a place that becomes free goes to the language that has the fewest`() {
        var intake = Intake(concurrency: 4, maxUnacknowledged: 100, languages: 2)
        for _ in 0..<6 { _ = intake.begin("slow") }
        for _ in 0..<3 { _ = intake.begin("fr") }
        #expect(intake.lookups == 5)
        let next = [intake.end("slow"), intake.end("slow"), intake.end("fr")]
        #expect(next == [nil, "fr", "fr"])
        #expect(intake.lookups == 4)
    }

    @Test func `every language gets its turn at a single place`() {
        var intake = Intake(concurrency: 1, maxUnacknowledged: 100, languages: 3)
        let begun = ["slow", "slow", "fr", "fr"].map { intake.begin($0) }
        #expect(begun == [true, false, true, false])
        let next = [intake.end("slow"), intake.end("fr")]
        #expect(next == ["slow", "fr"])
        #expect(intake.lookups == 2)
    }

    @Test(arguments: [1, 2, 3]) func `the smallest caps let one request through at a time`(cap: Int) {
        var intake = Intake(concurrency: 1, maxUnacknowledged: cap)
        expectRoom(&intake, outstanding: cap) { $0 == 0 }
        expectRoom(&intake, outstanding: 0) { $0 == cap }
    }
}
