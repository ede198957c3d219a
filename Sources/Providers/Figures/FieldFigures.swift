import Lexicon
import Logging
import Metrics
import Synchronization

/// What the found answers of all sources have, told as metrics and, once for each field that a site lost, as a warning.
final class FieldFigures: Sendable {
    private struct State {
        var sources: [String: SourceFigures] = [:]
        var gauges: [String: SourceGauges] = [:]
        /// Labels of unknown kinds that are counted by name, by source.
        var labels: [String: [String: Counter]] = [:]
    }

    private let state = Mutex(State())
    private let factory = MetricsSystem.factory
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Everything that is below its floor now, by source and field.
    var drifting: [DriftingField] {
        state.withLock { state in
            state.sources.values.flatMap(\.drifting.values).sorted { ($0.source, $0.field) < ($1.source, $1.field) }
        }
    }

    /// Counts an answer that a source gave, and returns the drifting fields that its page is an example of.
    ///
    /// - Parameter source: "language/source".
    func note(_ entries: [Entry], from source: String, floors: FieldFloors) -> [DriftingField] {
        let change = state.withLock { state in
            count(unknownKindsOf: entries, from: source, &state)
            let gauges = state.gauges[source] ?? SourceGauges(source, floors: floors, factory)
            state.gauges[source] = gauges
            // In their place: a copy of the figures would be one of all the answers that they are made of.
            return gauges.show(
                after: entries, in: &state.sources[source, default: SourceFigures(source: source, floors: floors)])
        }
        for drift in change.began {
            logger.warning(
                "a source's answers lack a field: its mark-up may have changed",
                metadata: [
                    "source": "\(drift.source)", "field": "\(drift.field)", "found": "\(drift.found)",
                    "expected": "\(drift.expected)",
                ])
        }
        for field in change.ended {
            logger.notice(
                "a source's answers have a field again", metadata: ["source": "\(source)", "field": "\(field)"])
        }
        return change.missing
    }

    // MARK: Kinds that no manifest knows

    /// Names that are counted for a source; a page decides what its kinds are called.
    private static let mostLabels = 50
    private static let longestLabel = 60

    private func count(unknownKindsOf entries: [Entry], from source: String, _ state: inout State) {
        for entry in entries where entry.partOfSpeech == nil {
            guard let label = entry.partOfSpeechLabel.map({ String($0.prefix(Self.longestLabel)) }) else { continue }
            let known = state.labels[source] ?? [:]
            let name = known[label] != nil || known.count < Self.mostLabels ? label : "…"
            let counter =
                known[name]
                ?? Counter(
                    label: "dico_unknown_kinds_total", dimensions: [("source", source), ("label", name)],
                    factory: factory)
            state.labels[source, default: [:]][name] = counter
            counter.increment()
        }
    }
}

/// The gauges of one source.
private struct SourceGauges: Sendable {
    private let ratios: [(field: AnswerField, gauge: Meter)]
    private let drifts: [(field: String, gauge: Meter)]
    private let senses: Meter

    init(_ source: String, floors: FieldFloors, _ factory: any MetricsFactory) {
        func gauge(_ name: String, _ field: String) -> Meter {
            Meter(label: name, dimensions: [("source", source), ("field", field)], factory: factory)
        }
        ratios = AnswerField.allCases.map { ($0, gauge("dico_source_field_ratio", $0.rawValue)) }
        senses = Meter(label: "dico_source_senses_per_entry", dimensions: [("source", source)], factory: factory)
        let watched = AnswerField.allCases.filter { floors.shares[$0] != nil }.map(\.rawValue)
        drifts = (watched + (floors.senses == nil ? [] : ["senses"])).map { ($0, gauge("dico_source_drift", $0)) }
    }

    /// Counts an answer, and shows what the figures are with it.
    func show(after entries: [Entry], in figures: inout SourceFigures) -> SourceFigures.Change {
        let change = figures.add(entries)
        show(figures)
        return change
    }

    private func show(_ figures: SourceFigures) {
        // Counting a thousand answers for each would be most of the work of an answer.
        guard figures.count.total.isMultiple(of: 10) || figures.count.total < 10 else { return }
        for (field, gauge) in ratios {
            let (having, all) = figures.count.count(of: field)
            gauge.set(Double(having) / Double(max(1, all)))
        }
        for (field, gauge) in drifts { gauge.set(figures.drifting[field] == nil ? 0 : 1) }
        senses.set(figures.count.senses().mean)
    }
}
