import Extraction
import FuzzSupport
import TestSupport
import Testing

@Suite struct DamagedPages {
    /// By the CPU time of this thread alone, and measured against what the same page costs in any case, here and now: a
    /// sanitizer makes both longer.
    @Test func `whatever becomes of a page of any source, reading it takes little more than its budget`() throws {
        let budget = Duration.milliseconds(200)
        let trials = try Trials(
            providers: Repository.providers, fixtures: Repository.fixtures, limits: ReadingLimits(cpuTime: budget),
            largest: 1 << 20)
        for number in UInt64(0)..<150 {
            let page = trials.page(number)
            let cost = try trials.read(page)
            if cost > budget {
                let yardstick = try trials.yardstick(page)
                #expect(cost <= budget + yardstick * 10 + .seconds(1), "page \(number), \(page.source): \(yardstick)")
            }
        }
    }

    @Test func `a page is the same each time its number is asked for`() throws {
        let trials = try Trials(providers: Repository.providers, fixtures: Repository.fixtures)
        #expect(trials.page(7).body == trials.page(7).body)
        #expect(trials.page(7).body != trials.page(8).body)
    }
}
