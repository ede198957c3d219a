import Testing

@testable import Web

@Suite struct PaceQueueTests {
    let start = ContinuousClock.now

    @Test func startsKeepTheirDistanceAndTheirOrder() {
        var queue = queue(rate: 2, concurrency: 10)
        #expect(queue.enqueue(1, deadline: nil, at: start) == [.start(1)])
        #expect(queue.enqueue(2, deadline: nil, at: start) == [])
        #expect(queue.enqueue(3, deadline: nil, at: start) == [])
        #expect(queue.wake == start + .milliseconds(500))
        #expect(queue.advance(to: start + .milliseconds(400)) == [])
        #expect(queue.advance(to: start + .milliseconds(500)) == [.start(2)])
        #expect(queue.advance(to: start + .milliseconds(900)) == [])
        #expect(queue.advance(to: start + .milliseconds(1_000)) == [.start(3)])
        #expect(queue.wake == nil)
    }

    @Test func idlenessIsNotSavedUp() {
        var queue = queue(rate: 2, concurrency: 10)
        let later = start + .seconds(100)
        #expect(queue.enqueue(1, deadline: nil, at: later) == [.start(1)])
        #expect(queue.enqueue(2, deadline: nil, at: later) == [])
    }

    @Test func lateTimersDoNotSlowItDown() {
        var queue = queue(rate: 100, concurrency: 1_000)
        for id in 1...101 { _ = queue.enqueue(UInt64(id), deadline: nil, at: start) }
        // Each timer is 3 ms late; after a second, 100 and the first have started all the same.
        var started = 1
        var now = start
        while let wake = queue.wake, wake <= start + .seconds(1) {
            now = wake + .milliseconds(3)
            started += queue.advance(to: now).count
        }
        #expect(started == 101)
    }

    @Test func noMoreThanTheConcurrencyAreUnderWay() {
        var queue = queue(rate: 1_000, concurrency: 2)
        var now = start
        var started: [PaceQueue.Action] = []
        for id in 1...4 {
            now += .seconds(1)
            started += queue.enqueue(UInt64(id), deadline: nil, at: now)
        }
        #expect(started == [.start(1), .start(2)])
        #expect(queue.wake == nil)
        #expect(queue.ended(at: now) == [.start(3)])
    }

    @Test func aShareScalesThePace() {
        var queue = queue(rate: 3, concurrency: 6, share: 1.0 / 3)
        _ = queue.enqueue(1, deadline: nil, at: start)
        _ = queue.enqueue(2, deadline: nil, at: start)
        #expect(queue.advance(to: start + .milliseconds(900)) == [])
        #expect(queue.advance(to: start + .milliseconds(1_000)) == [.start(2)])
        // A third of six under way: both places are taken.
        #expect(queue.enqueue(3, deadline: nil, at: start + .seconds(9)) == [])
        #expect(queue.ended(at: start + .seconds(9)) == [.start(3)])
    }

    @Test func aLargerShareBringsTheNextTurnForward() {
        var queue = queue(rate: 1, concurrency: 6, share: 0)
        _ = queue.enqueue(1, deadline: nil, at: start)
        #expect(queue.enqueue(2, deadline: nil, at: start) == [])
        queue.share = .whole
        #expect(queue.advance(to: start + .seconds(1)) == [])
        #expect(queue.advance(to: start + .seconds(2)) == [.start(2)])
    }

    @Test func aShareOfNothingIsATwentieth() {
        var queue = queue(rate: 1, concurrency: 6, share: 0)
        #expect(queue.enqueue(1, deadline: nil, at: start) == [.start(1)])
        #expect(queue.enqueue(2, deadline: start + .seconds(30), at: start) == [])
        #expect(queue.advance(to: start + .seconds(19)) == [])
        _ = queue.ended(at: start + .seconds(19))
        #expect(queue.advance(to: start + .seconds(20)) == [.start(2)])
    }

    @Test func aTurnThatWouldComeTooLateIsRefusedAtOnce() {
        var queue = queue(rate: 1, concurrency: 6)
        let deadline = start + .milliseconds(1_500)
        #expect(queue.enqueue(1, deadline: deadline, at: start) == [.start(1)])
        #expect(queue.enqueue(2, deadline: deadline, at: start) == [])
        #expect(queue.enqueue(3, deadline: deadline, at: start) == [.refuse(3)])
    }

    @Test func aTurnThatDoesNotComeInTimeIsRefusedAtTheDeadline() {
        var queue = queue(rate: 1_000, concurrency: 1)
        _ = queue.enqueue(1, deadline: nil, at: start)
        _ = queue.enqueue(2, deadline: start + .seconds(5), at: start + .seconds(1))
        #expect(queue.wake == start + .seconds(5))
        #expect(queue.advance(to: start + .seconds(5)) == [.refuse(2)])
        #expect(queue.ended(at: start + .seconds(6)) == [])
    }

    @Test func whoGoesAwayHoldsUpNobody() {
        var queue = queue(rate: 1, concurrency: 6)
        for id in 1...3 { _ = queue.enqueue(UInt64(id), deadline: nil, at: start) }
        queue.abandon(2)
        #expect(queue.advance(to: start + .seconds(1)) == [.start(3)])
    }

    @Test func aSourceThatAskedToBeLeftAloneIs() {
        var queue = queue(rate: 10, concurrency: 6)
        queue.hold(until: start + .seconds(7))
        #expect(queue.enqueue(1, deadline: nil, at: start) == [])
        #expect(queue.enqueue(2, deadline: start + .seconds(5), at: start) == [.refuse(2)])
        #expect(queue.wake == start + .seconds(7))
        #expect(queue.advance(to: start + .seconds(7)) == [.start(1)])
    }

    @Test func `who watches is told once, when a turn can be had at once`() {
        var queue = queue(rate: 1, concurrency: 6)
        #expect(queue.watch(at: start) == [.open])
        #expect(queue.enqueue(1, deadline: nil, at: start) == [.start(1)])
        #expect(queue.watch(at: start) == [])
        #expect(queue.wake == start + .seconds(1))
        #expect(queue.advance(to: start + .milliseconds(900)) == [])
        #expect(queue.advance(to: start + .seconds(1)) == [.open])
        #expect(queue.advance(to: start + .seconds(9)) == [])
    }

    @Test func `a fetch that waits already goes before those who only watch`() {
        var queue = queue(rate: 1, concurrency: 6)
        _ = queue.enqueue(1, deadline: nil, at: start)
        _ = queue.enqueue(2, deadline: nil, at: start)
        #expect(queue.watch(at: start) == [])
        #expect(queue.advance(to: start + .seconds(1)) == [.start(2)])
        #expect(queue.advance(to: start + .seconds(2)) == [.open])
    }

    @Test func `nobody is called while all places are taken`() {
        var queue = queue(rate: 100, concurrency: 1)
        _ = queue.enqueue(1, deadline: nil, at: start)
        #expect(queue.watch(at: start + .seconds(1)) == [])
        #expect(queue.wake == nil)
        #expect(queue.ended(at: start + .seconds(2)) == [.open])
    }

    @Test func `a delay that robots.txt asks for is a floor, shared like the pace`() {
        var queue = queue(rate: 10, concurrency: 6, share: 0.5)
        queue.crawlDelay = .seconds(2)
        _ = queue.enqueue(1, deadline: nil, at: start)
        _ = queue.enqueue(2, deadline: nil, at: start)
        #expect(queue.wake == start + .seconds(4))
        queue.crawlDelay = .milliseconds(1)
        #expect(queue.advance(to: start) == [])
        #expect(queue.wake == start + .milliseconds(200))
    }

    /// Four workers with a quarter each, all idle when a backlog comes to all of them.
    @Test(arguments: [1, 4, 7]) func `a fleet that begins together is at its pace with the next round`(seconds: Int) {
        var starts = 0
        for phase in [0, 0.25, 0.5, 0.75] {
            var queue = queue(rate: 2, concurrency: 8, share: 0.25, phase: phase)
            let begin = start + .seconds(100)
            var now = begin
            starts += queue.watch(at: begin).count
            while now <= begin + .seconds(seconds * 2) {
                starts += queue.enqueue(1, deadline: nil, at: now).count { $0 == .start(1) }
                _ = queue.ended(at: now)
                _ = queue.watch(at: now)
                // Timers are late.
                guard let wake = queue.wake else { break }
                now = wake + .milliseconds(5)
                _ = queue.advance(to: now)
            }
        }
        // The openings at the very beginning were counted too.
        starts -= 4
        #expect(abs(starts - seconds * 4) <= 2, "\(starts)")
    }

    @Test func `the expected wait counts those here and those elsewhere`() {
        var queue = queue(rate: 2, concurrency: 6)
        #expect(queue.expectedWait(behind: 0, at: start) == .zero)
        _ = queue.enqueue(1, deadline: nil, at: start)
        _ = queue.enqueue(2, deadline: nil, at: start)
        #expect(queue.expectedWait(behind: 3, at: start) == .milliseconds(500 + 500 + 1_500))
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1e300])
    func aPaceThatIsNoneDoesNoHarm(rate: Double) {
        var queue = queue(rate: rate, concurrency: 0)
        #expect(queue.enqueue(1, deadline: nil, at: start) == [.start(1)])
        #expect(queue.enqueue(2, deadline: nil, at: start) == [])
        #expect(queue.ended(at: start + .seconds(1_000_000)) == [.start(2)])
    }

    private func queue(rate: Double, concurrency: Int, share: Double = 1, phase: Double = 0) -> PaceQueue {
        PaceQueue(
            pace: Pace(requestsPerSecond: rate, concurrency: concurrency), share: PaceShare(part: share, phase: phase),
            at: start)
    }
}
