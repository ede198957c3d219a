import Logging
import Metrics
import Prometheus
import Testing

@testable import Web

/// What operators see of the manners towards a site.
@Suite struct MannersMetrics {
    private let registry = PrometheusRegistry()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private var lines: [String] { registry.page().split(separator: "\n").map(String.init) }

    @Test func `tries after the first are counted by source`() async throws {
        let site = ScriptedFetcher { _, number throws(FetchFailure) in .some(number < 3 ? 503 : 200) }
        let fetcher = withMetricsFactory(registry) {
            RetryingFetcher(site, policy: RetryPolicy(tries: 5, base: .milliseconds(1)))
        }
        _ = try await fetcher.fetch(.some(source: "de/test"))
        #expect(lines.contains(#"dico_fetch_retries_total{source="de/test"} 2"#))
    }

    @Test func `the state of a circuit is the one that is 1`() async throws {
        let site = ScriptedFetcher { _, number throws(FetchFailure) in .some(number < 2 ? 503 : 200) }
        let breaker = withMetricsFactory(registry) {
            CircuitBreaker(site, policy: CircuitPolicy(failures: 1, rest: .zero), logger: logger)
        }
        _ = try await breaker.fetch(.some(source: "de/test"))
        #expect(states == ["closed": "0", "half_open": "0", "open": "1"])
        _ = try await breaker.fetch(.some(source: "de/test"))
        #expect(states == ["closed": "1", "half_open": "0", "open": "0"])
    }

    @Test func `a circuit with a request out to try is half open`() async throws {
        let site = ScriptedFetcher { [registry] _, number throws(FetchFailure) in
            number == 1 ? .some(503) : .some(200, registry.page())
        }
        let breaker = withMetricsFactory(registry) {
            CircuitBreaker(site, policy: CircuitPolicy(failures: 1, rest: .zero), logger: logger)
        }
        _ = try await breaker.fetch(.some(source: "de/test"))
        let probe = try await breaker.fetch(.some(source: "de/test"))
        let seen = String(decoding: probe.body, as: UTF8.self)
        #expect(seen.contains(#"dico_circuit_state{source="de/test",state="half_open"} 1"#))
    }

    private var states: [String: String] {
        let found = lines.compactMap { $0.wholeMatch(of: /dico_circuit_state\{source="de\/test",state="(\w+)"\} (\d)/) }
        return Dictionary(uniqueKeysWithValues: found.map { (String($0.1), String($0.2)) })
    }
}
