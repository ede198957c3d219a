import Logging
import TestSupport
import Testing

@testable import Web

@Suite struct CircuitTests {
    let start = ContinuousClock.now
    let policy = CircuitPolicy(failures: 3, rest: .seconds(30))

    @Test func itOpensAfterFailuresInARow() {
        var circuit = Circuit(policy)
        for outcome in [Circuit.Outcome.bad, .bad, .good, .bad, .neutral, .bad] { circuit.ended(outcome, at: start) }
        #expect(circuit.ask(at: start) == .go)
        circuit.ended(.bad, at: start)
        #expect(circuit.ask(at: start + .seconds(10)) == .leaveAlone(.seconds(20)))
    }

    @Test func afterItsRestOneProbeGoesOut() {
        var circuit = opened()
        #expect(circuit.ask(at: start + .seconds(30)) == .go)
        #expect(circuit.ask(at: start + .seconds(30)) != .go)
        circuit.ended(.good, at: start + .seconds(31))
        #expect(circuit.phase == .closed)
        #expect(circuit.ask(at: start + .seconds(31)) == .go)
    }

    @Test func aProbeThatFailsOpensItAgain() {
        var circuit = opened()
        _ = circuit.ask(at: start + .seconds(30))
        circuit.ended(.bad, at: start + .seconds(40))
        #expect(circuit.ask(at: start + .seconds(60)) == .leaveAlone(.seconds(10)))
    }

    @Test func aProbeThatLearntNothingMakesRoomForAnother() {
        var circuit = opened()
        _ = circuit.ask(at: start + .seconds(30))
        circuit.ended(.neutral, at: start + .seconds(31))
        #expect(circuit.ask(at: start + .seconds(31)) == .go)
    }

    @Test func lateFailuresDoNotProlongTheRest() {
        var circuit = opened()
        circuit.ended(.bad, at: start + .seconds(29))
        #expect(circuit.ask(at: start + .seconds(30)) == .go)
    }

    private func opened() -> Circuit {
        var circuit = Circuit(policy)
        for _ in 0..<3 { circuit.ended(.bad, at: start) }
        return circuit
    }
}

@Suite struct CircuitBreakerTests {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func aSourceThatFailsIsLeftAloneAndNoOtherIs() async throws {
        let site = ScriptedFetcher { request, _ in .some(request.source == "de/bad" ? 503 : 200) }
        let breaker = CircuitBreaker(site, policy: CircuitPolicy(failures: 2, rest: .seconds(600)), logger: logger)
        for _ in 0..<2 { _ = try await breaker.fetch(.some(source: "de/bad")) }
        await expect(.circuitOpen, "de/bad failed 2 times in a row") {
            try await breaker.fetch(.some(source: "de/bad"))
        }
        #expect(try await breaker.fetch(.some(source: "de/good")).status == 200)
        #expect(site.requests.count == 3)
    }

    @Test func aSourceThatIsBackIsUsedAgain() async throws {
        let site = ScriptedFetcher { _, number throws(FetchFailure) in
            if number == 1 { throw FetchFailure(.unreachable, "away") }
            return .some()
        }
        let breaker = CircuitBreaker(site, policy: CircuitPolicy(failures: 1, rest: .milliseconds(1)), logger: logger)
        await expect(.unreachable, "away") { try await breaker.fetch(.some()) }
        try await eventually { (try? await breaker.fetch(.some()))?.status == 200 }
        #expect(try await breaker.fetch(.some()).status == 200)
    }

    @Test(arguments: [404, 403])
    func anAnswerIsNoFailure(status: Int) async throws {
        let site = ScriptedFetcher { _, _ in .some(status) }
        let breaker = CircuitBreaker(site, policy: CircuitPolicy(failures: 1), logger: logger)
        for _ in 0..<3 { #expect(try await breaker.fetch(.some()).status == status) }
    }

    @Test func aCancelledFetchIsNoFailure() async throws {
        let site = ScriptedFetcher { _, _ throws(FetchFailure) in throw .cancelledFetch }
        let breaker = CircuitBreaker(site, policy: CircuitPolicy(failures: 1), logger: logger)
        for _ in 0..<3 { await expect(.cancelled, "cancelled") { try await breaker.fetch(.some()) } }
    }
}
