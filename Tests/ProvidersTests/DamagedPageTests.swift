import FuzzSupport
import TestSupport
import Testing

@Suite struct DamagedPages {
    @Test func `whatever becomes of a page of any source, reading it ends`() throws {
        let trials = try Trials(providers: Repository.providers, fixtures: Repository.fixtures)
        for number in UInt64(0)..<150 { _ = try trials.read(trials.page(number)) }
    }

    @Test func `a page is the same each time its number is asked for`() throws {
        let trials = try Trials(providers: Repository.providers, fixtures: Repository.fixtures)
        #expect(trials.page(7).body == trials.page(7).body)
        #expect(trials.page(7).body != trials.page(8).body)
    }
}
