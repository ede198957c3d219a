import Testing

@testable import Worker

@Suite struct IntakeTests {
    @Test func `takes batches while both caps have room`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 100, batch: 30)
        #expect(intake.room(outstanding: 0) == 30)
        #expect(intake.room(outstanding: 90) == 10)
    }

    @Test func `takes nothing while lookups fill their cap`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 100)
        let begun = [intake.begin(), intake.begin()]
        #expect(begun == [true, true])
        #expect(intake.room(outstanding: 2) == 0)
        #expect(!intake.end())
        #expect(intake.room(outstanding: 1) > 0)
    }

    @Test func `what waits for a lookup begins when one ends, and nothing is taken before`() {
        var intake = Intake(concurrency: 1, maxUnacknowledged: 100)
        let begun = [intake.begin(), intake.begin(), intake.begin()]
        #expect(begun == [true, false, false])
        let passedOn = [intake.end(), intake.end()]
        #expect(passedOn == [true, true])
        #expect(intake.lookups == 1)
        #expect(intake.room(outstanding: 1) == 0)
        let last = intake.end()
        #expect(!last)
        #expect(intake.lookups == 0)
        #expect(intake.room(outstanding: 0) > 0)
    }

    @Test func `after the cap of unacknowledged replies was met, half must be free again`() {
        var intake = Intake(concurrency: 2, maxUnacknowledged: 10)
        #expect(intake.room(outstanding: 10) == 0)
        #expect(intake.room(outstanding: 9) == 0)
        #expect(intake.room(outstanding: 5) == 0)
        #expect(intake.room(outstanding: 4) == 6)
        #expect(intake.room(outstanding: 9) == 1)
    }

    @Test(arguments: [1, 2, 3]) func `the smallest caps let one request through at a time`(cap: Int) {
        var intake = Intake(concurrency: 1, maxUnacknowledged: cap)
        #expect(intake.room(outstanding: cap) == 0)
        #expect(intake.room(outstanding: 0) == cap)
    }
}
