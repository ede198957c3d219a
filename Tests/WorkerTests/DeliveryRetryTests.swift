import Testing

@testable import Worker

@Suite struct DeliveryRetryTests {
    @Test func `waits longer each time, up to a bound, and never gives up on what waiting can cure`() {
        var retry = DeliveryRetry()
        var delays: [Duration] = []
        for _ in 0..<20 {
            guard case .again(let delay) = retry.failed(isFatal: false, isRetriable: true) else { break }
            delays.append(delay)
        }
        #expect(delays.count == 20)
        #expect(delays.first == DeliveryRetry.firstDelay)
        #expect(delays == delays.sorted())
        #expect(delays.last == DeliveryRetry.longestDelay)
    }

    @Test func `gives one record up where waiting cannot cure it`() {
        var retry = DeliveryRetry()
        let action = retry.failed(isFatal: false, isRetriable: false)
        #expect(action == .giveUp)
    }

    @Test func `a fatal error ends all`() {
        var retry = DeliveryRetry()
        let action = retry.failed(isFatal: true, isRetriable: true)
        #expect(action == .end)
    }
}
