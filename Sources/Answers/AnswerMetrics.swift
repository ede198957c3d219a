import Metrics
import Synchronization

/// What is measured of answers that are kept.
package final class AnswerMetrics: Sendable {
    private struct Extent {
        let answers: Meter
        let bytes: Meter

        init(_ tier: AnswerTier) {
            answers = Meter(label: "dico_answers_kept", dimensions: [("tier", tier.rawValue)])
            bytes = Meter(label: "dico_answers_kept_bytes", dimensions: [("tier", tier.rawValue)])
        }
    }

    private let memory = Counter(label: "dico_answers_hits_total", dimensions: [("tier", "memory")])
    private let disk = Counter(label: "dico_answers_hits_total", dimensions: [("tier", "disk")])
    private let fleet = Counter(label: "dico_answers_hits_total", dimensions: [("tier", "fleet")])
    private let extents = Mutex<[AnswerTier: Extent]>([:])

    func hit(_ tier: AnswerTier) {
        switch tier {
        case .memory: memory.increment()
        case .disk: disk.increment()
        case .fleet: fleet.increment()
        }
    }

    func show(_ tier: AnswerTier, count: Int, bytes: Int) {
        extents.withLock { extents in
            let extent = extents[tier] ?? Extent(tier)
            extents[tier] = extent
            extent.answers.set(count)
            extent.bytes.set(bytes)
        }
    }
}
