import Extraction
import Foundation
import Lexicon
import Logging
import Providers

/// How the cost of reading a page grows with what is on it, for every extractor and layout.
struct GrowthRow {
    private static let sizes = [250, 1_000, 4_000]
    /// Each size is read for so long, and at least five times; the quickest counts, in CPU time, because the machine has
    /// other work too.
    private static let seconds = 0.5
    /// Times as much that sixteen times as much may cost.
    private static let bar = 20.0

    func measure() throws -> [Figure] {
        // The limits would end the longest pages early.
        let limits = ReadingLimits(
            cpuTime: .seconds(3_600), nodes: .max, entries: .max, senses: .max, texts: .max)
        let catalogue = try Catalogue(
            directory: "providers", fetcher: Nothing(), limits: limits, logger: Logger(label: "bench"))
        return try GrowthPages.all.map { kind in
            let costs = try Self.sizes.map { try cost(of: kind, size: $0, catalogue) }
            let ratio = costs[2] / costs[0]
            return Figure(
                what: "\(kind.name): ms for \(Self.sizes.map(String.init).joined(separator: ", "))",
                value: costs.map { String(format: "%.2f", $0 * 1_000) }.joined(separator: ", "),
                reference: "16 n against n", ratio: ratio, bar: "≤ \(Int(Self.bar))", isReached: ratio <= Self.bar)
        }
    }

    private func cost(of kind: GrowthPages.Kind, size: Int, _ catalogue: Catalogue) throws -> Double {
        let body = Array(kind.page(size).utf8)
        let start = ContinuousClock.now
        var best = Double.infinity
        var rounds = 0
        while rounds < 5 || (ContinuousClock.now - start).inSeconds < Self.seconds {
            let begun = Self.cpuSeconds
            let reply = try catalogue.judge(
                body: body, word: "word", language: kind.language, source: kind.source)
            best = min(best, Self.cpuSeconds - begun)
            rounds += 1
            guard reply.outcome == .found else { throw Trouble("\(kind.name): \(reply.outcome)") }
        }
        return best
    }

    /// Of this thread, on which the pages are read too.
    private static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
