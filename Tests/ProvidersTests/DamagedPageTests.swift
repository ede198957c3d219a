import Extraction
import Foundation
import FuzzSupport
import TestSupport
import Testing

@Suite struct DamagedPages {
    private static let budget = Duration.milliseconds(200)

    private func trials() throws -> Trials {
        try Trials(
            providers: Repository.providers, fixtures: Repository.fixtures,
            limits: ReadingLimits(cpuTime: Self.budget), largest: 1 << 20)
    }

    /// By the CPU time of this thread alone, and measured against what the same page costs in any case, here and now: a
    /// sanitizer makes both longer.
    private func expectLittleMore(than budget: Duration, for page: SeedPage, _ trials: Trials, _ name: String) throws {
        let cost = try trials.read(page)
        guard cost > budget else { return }
        let yardstick = try trials.yardstick(page)
        #expect(cost <= budget + yardstick * 10 + .seconds(1), "\(name), \(page.source): \(yardstick)")
    }

    @Test func `whatever becomes of a page of any source, reading it takes little more than its budget`() throws {
        let trials = try trials()
        for number in UInt64(0)..<150 {
            try expectLittleMore(than: Self.budget, for: trials.page(number), trials, "page \(number)")
        }
    }

    @Test(arguments: DearPage.allCases)
    func `a page that is made to be dear takes little more than its budget`(page: DearPage) throws {
        try expectLittleMore(than: Self.budget, for: page.seed, try trials(), page.rawValue)
    }

    /// In a process of its own, as this one does much else at a time. Sanitizers need more than the pages.
    @Test(.enabled(if: !isUnderThreadSanitizer && ProcessInfo.processInfo.environment["ASAN_OPTIONS"] == nil))
    func `pages that are made to be dear take no more memory than any may`() async throws {
        // Of the time the test above judges.
        let ended = try await DicoProcess.run(
            "--reads", "--dear", "--budget", "1", "--margin", "600", "--memory", "300", program: .fuzz)
        #expect(ended.code == 0, "\(ended.outputLines.last ?? ""): \(ended.errors)")
        #expect(ended.outputLines == DearPage.allCases.map(\.rawValue))
    }

    @Test func `a page is the same each time its number is asked for`() throws {
        let trials = try Trials(providers: Repository.providers, fixtures: Repository.fixtures)
        #expect(trials.page(7).body == trials.page(7).body)
        #expect(trials.page(7).body != trials.page(8).body)
    }
}
