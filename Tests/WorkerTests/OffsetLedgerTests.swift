import Testing

@testable import Worker

@Suite struct OffsetLedgerTests {
    private func delivered(_ offsets: Int64...) -> OffsetLedger {
        var ledger = OffsetLedger()
        for offset in offsets { _ = ledger.deliver(offset) }
        return ledger
    }

    @Test func `what finishes in order is stored one past it`() {
        var ledger = delivered(5, 6)
        let after5 = ledger.finish(5)
        #expect(after5 == 6)
        let after6 = ledger.finish(6)
        #expect(after6 == 7)
        #expect(ledger.outstanding == 0)
    }

    @Test func `a later record stores nothing until the earlier ones are done`() {
        var ledger = delivered(0, 1, 2)
        let after2 = ledger.finish(2)
        #expect(after2 == nil)
        let after1 = ledger.finish(1)
        #expect(after1 == nil)
        #expect(ledger.outstanding == 1)
        let after0 = ledger.finish(0)
        #expect(after0 == 3)
    }

    @Test func `the lowest record not yet done is what is stored`() {
        var ledger = delivered(0, 1, 2, 3)
        _ = ledger.finish(1)
        let again0 = ledger.finish(0)
        #expect(again0 == 2)
    }

    @Test func `gaps left by compaction hold nothing up`() {
        var ledger = delivered(10, 17, 90)
        let after10 = ledger.finish(10)
        #expect(after10 == 17)
        let after90 = ledger.finish(90)
        #expect(after90 == nil)
        let after17 = ledger.finish(17)
        #expect(after17 == 91)
    }

    @Test func `finishing twice or finishing what was never delivered changes nothing`() {
        var ledger = delivered(3, 4)
        let after3 = ledger.finish(3)
        #expect(after3 == 4)
        let again3 = ledger.finish(3)
        #expect(again3 == nil)
        let after99 = ledger.finish(99)
        #expect(after99 == nil)
        #expect(ledger.outstanding == 1)
        let after4 = ledger.finish(4)
        #expect(after4 == 5)
    }

    @Test func `a record that is delivered again is not noted twice`() {
        var ledger = delivered(3, 4)
        let again = [ledger.deliver(3), ledger.deliver(4)]
        #expect(again == [false, false])
        #expect(ledger.outstanding == 2)
    }

    @Test func `any order of completion ends one past the last`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var ledger = OffsetLedger()
            let offsets = (0..<100).map { Int64($0 * 3) }
            for offset in offsets { _ = ledger.deliver(offset) }
            var done: Set<Int64> = []
            for offset in offsets.shuffled(using: &generator) {
                done.insert(offset)
                guard let stored = ledger.finish(offset) else { continue }
                let allBelowAreDone = offsets.allSatisfy { $0 >= stored || done.contains($0) }
                #expect(allBelowAreDone)
            }
            #expect(ledger.outstanding == 0)
        }
    }
}
