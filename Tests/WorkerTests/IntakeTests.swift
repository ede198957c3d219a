import Testing

@testable import Worker

@Suite struct IntakeTests {
    private func room(
        _ intake: inout Intake, unacknowledged: Int = 0, waiting: Int = 0, span: Int = 0, of topic: String = "de"
    ) -> Int {
        intake.room(of: topic, unacknowledged: unacknowledged, waiting: waiting, span: span)
    }

    @Test func `takes batches while there is room`() {
        var intake = Intake(maxUnacknowledged: 100, readAhead: 50, batch: 30)
        #expect(room(&intake) == 30)
        #expect(room(&intake, waiting: 24) == 26)
        #expect(room(&intake, unacknowledged: 90) == 10)
    }

    @Test func `a topic that has read ahead as far as it may waits until half of that is free`() {
        var intake = Intake(maxUnacknowledged: 100, readAhead: 10)
        #expect(room(&intake, waiting: 10) == 0)
        #expect(room(&intake, waiting: 5) == 0)
        #expect(room(&intake, waiting: 4) == 6)
        #expect(room(&intake, waiting: 9) == 1)
    }

    @Test func `no topic waits for another one's turns`() {
        var intake = Intake(maxUnacknowledged: 100, readAhead: 10)
        #expect(room(&intake, waiting: 10, of: "de") == 0)
        #expect(room(&intake, waiting: 0, of: "fr") == 10)
        #expect(room(&intake, waiting: 5, of: "de") == 0)
    }

    @Test func `a topic is read no further beyond its first request that is not done than a kill may repeat`() {
        var intake = Intake(maxUnacknowledged: 100, readAhead: 10)
        #expect(room(&intake, waiting: 1, span: 98) == 2)
        #expect(room(&intake, waiting: 1, span: 100) == 0)
        #expect(room(&intake, waiting: 1, span: 96) == 0)
        #expect(room(&intake, waiting: 1, span: 90) == 9)
    }

    @Test func `after the cap of unacknowledged replies was met, half must be free again, for all topics`() {
        var intake = Intake(maxUnacknowledged: 10, readAhead: 100)
        #expect(room(&intake, unacknowledged: 10) == 0)
        #expect(room(&intake, unacknowledged: 9, of: "fr") == 0)
        #expect(room(&intake, unacknowledged: 5) == 0)
        #expect(room(&intake, unacknowledged: 4) == 6)
        #expect(room(&intake, unacknowledged: 9, of: "fr") == 1)
    }

    @Test(arguments: [1, 2, 3]) func `the smallest bounds let one request through at a time`(bound: Int) {
        var intake = Intake(maxUnacknowledged: bound, readAhead: bound)
        #expect(room(&intake, unacknowledged: bound) == 0)
        #expect(room(&intake, waiting: bound) == 0)
        #expect(room(&intake) == bound)
    }
}
