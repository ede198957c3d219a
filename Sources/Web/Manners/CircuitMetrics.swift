import Metrics

/// Shows the state of each source's circuit: of its gauges, one for each state, the one that holds is 1.
struct CircuitMetrics: Sendable {
    private let factory = MetricsSystem.factory
    private var gauges: [String: [Circuit.Phase: Meter]] = [:]

    mutating func show(_ phase: Circuit.Phase, of source: String) {
        let meters =
            gauges[source]
            ?? Dictionary(
                uniqueKeysWithValues: Circuit.Phase.allCases.map { phase in
                    let labels = [("source", source), ("state", phase.rawValue)]
                    return (phase, Meter(label: "dico_circuit_state", dimensions: labels, factory: factory))
                })
        gauges[source] = meters
        for (other, meter) in meters { meter.set(other == phase ? 1 : 0) }
    }
}
