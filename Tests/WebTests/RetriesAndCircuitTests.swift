import TestSupport
import Testing

@testable import Web

/// Lookups of a site that is down for a while, in a time that passes only here.
private struct Outage {
    let start = ContinuousClock.now
    let down: Duration
    let retries: RetryPolicy
    var circuit: Circuit
    var now = Duration.zero
    var dice: Dice
    /// When the site was asked.
    private(set) var asked: [Duration] = []

    init(down: Duration, retries: RetryPolicy, circuit: CircuitPolicy, seed: UInt64) {
        self.down = down
        self.retries = retries
        self.circuit = Circuit(circuit)
        dice = Dice(seed: seed)
    }

    /// Whether a lookup is answered. Each try takes a second.
    mutating func lookUp(within limit: Duration) -> Bool {
        guard circuit.ask(at: start + now) == .go else { return false }
        var retries = Retries(self.retries)
        let deadline = now + limit
        while true {
            asked.append(now)
            let isUp = now >= down
            now += .seconds(1)
            let action = retries.next(
                isPassing: !isUp, retryAfter: nil, remaining: deadline - now,
                luck: Double.random(in: 0..<1, using: &dice))
            guard case .retry(let wait) = action else {
                circuit.ended(isUp ? .good : .bad, at: start + now)
                return isUp
            }
            now += wait
        }
    }
}

@Suite struct `Retries and a circuit together` {
    private static let limit = Duration.seconds(60)

    @Test(arguments: [1, 2, 3, 5], [1, 3, 5])
    func `ask a site that is down no more than the circuit lets them, and soon after it is back`(
        tries: Int, failures: Int
    ) {
        let rest = Duration.seconds(30)
        for seed in 0..<20 as Range<UInt64> {
            var outage = Outage(
                down: .seconds(600), retries: RetryPolicy(tries: tries, base: .milliseconds(500), cap: .seconds(8)),
                circuit: CircuitPolicy(failures: failures, rest: rest), seed: seed)
            var answered: Duration?
            while answered == nil, outage.now < .seconds(1_000) {
                if outage.lookUp(within: Self.limit) { answered = outage.now }
                // People ask all the time.
                outage.now += .milliseconds(100)
            }
            let asked = outage.asked.filter { $0 < outage.down }
            // Until it opens every lookup may try; then one a rest.
            let lookups = failures + Int(outage.down / rest) + 1
            #expect(asked.count <= lookups * tries, "seed \(seed)")
            #expect(asked.count >= failures)
            // One that began right before it was back has its tries; then a rest, and what asks next.
            let longest = outage.down + rest + .seconds(tries * (1 + 8) + 2)
            #expect(answered.map { $0 <= longest } == true, "seed \(seed): \(answered as Any)")
        }
    }

    @Test func `count what was tried several times as one failure, and what came right in the end as none`() {
        // Back before the last of its tries.
        var outage = Outage(
            down: .seconds(2), retries: RetryPolicy(tries: 5, base: .seconds(1)),
            circuit: CircuitPolicy(failures: 1, rest: .seconds(600)), seed: 1)
        let isAnswered = outage.lookUp(within: Self.limit)
        #expect(isAnswered)
        #expect(outage.asked.count > 1)
        #expect(outage.circuit.phase == .closed)
        var gone = Outage(
            down: .seconds(6_000), retries: RetryPolicy(tries: 5, base: .seconds(1)),
            circuit: CircuitPolicy(failures: 2, rest: .seconds(600)), seed: 1)
        let first = gone.lookUp(within: Self.limit)
        #expect(!first && gone.asked.count == 5 && gone.circuit.phase == .closed)
        let second = gone.lookUp(within: Self.limit)
        #expect(!second && gone.asked.count == 10 && gone.circuit.phase == .open)
    }

    @Test func `end with the deadline, which no wait goes beyond`() {
        for seed in 0..<50 as Range<UInt64> {
            var outage = Outage(
                down: .seconds(6_000), retries: RetryPolicy(tries: 100, base: .seconds(4)),
                circuit: CircuitPolicy(), seed: seed)
            let isAnswered = outage.lookUp(within: .seconds(20))
            #expect(!isAnswered)
            // The last try begins before it, and takes its second.
            #expect(outage.now <= .seconds(21), "seed \(seed)")
        }
    }
}
