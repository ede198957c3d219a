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
        let begun = [intake.begin(), intake.begin()]
        #expect(begun == [true, true])
        expectRoom(&intake, outstanding: 2) { $0 == 0 }
        let passedOn = intake.end()
        #expect(!passedOn)
        expectRoom(&intake, outstanding: 1) { $0 > 0 }
    }

    @Test func `what waits for a lookup begins when one ends, and nothing is taken before`() {
        var intake = Intake(concurrency: 1, maxUnacknowledged: 100)
        let begun = [intake.begin(), intake.begin(), intake.begin()]
        #expect(begun == [true, false, false])
        let passedOn = [intake.end(), intake.end()]
        #expect(passedOn == [true, true])
        #expect(intake.lookups == 1)
        expectRoom(&intake, outstanding: 1) { $0 == 0 }
        let last = intake.end()
        #expect(!last)
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

    @Test(arguments: [1, 2, 3]) func `the smallest caps let one request through at a time`(cap: Int) {
        var intake = Intake(concurrency: 1, maxUnacknowledged: cap)
        expectRoom(&intake, outstanding: cap) { $0 == 0 }
        expectRoom(&intake, outstanding: 0) { $0 == cap }
    }
}
