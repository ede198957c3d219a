import Testing

@testable import Kafka

@Suite struct TopicChecks {
    private let now = ContinuousClock.now
    private let absence = KafkaError(.unknownTopic, "There is no such topic.")

    private func record(_ topic: String, _ value: UInt8 = 0) -> ProducerRecord {
        ProducerRecord(topic: topic, value: [value])
    }

    /// What is to be done with a record.
    private func admitted(_ check: inout TopicCheck, _ record: ProducerRecord) -> String {
        switch check.admit(record, Delivery(partition: nil) { _ in }, at: now) {
        case .send: "send"
        case .hold: "hold"
        case .check: "check"
        }
    }

    private func values(_ held: [TopicCheck.Held]) -> [UInt8] { held.compactMap { $0.record.value?.first } }

    @Test func `topics that strangers name are remembered up to a number, and the busy ones longest`() {
        var check = TopicCheck(most: 100)
        _ = check.settle("busy", .known)
        for number in 0..<10_000 {
            #expect(check.settle("stranger-\(number)", .known).records.isEmpty)
            let delivery = Delivery(partition: nil) { _ in }
            guard case .send = check.admit(ProducerRecord(topic: "busy", value: []), delivery) else {
                Issue.record("busy was forgotten")
                return
            }
        }
        #expect(check.count <= 101)
    }

    @Test func `records wait for one check, whatever their topics, and go out in their order`() {
        var check = TopicCheck()
        let admissions = [record("a", 1), record("a", 2), record("b", 3)].map { admitted(&check, $0) }
        #expect(admissions == ["check", "hold", "hold"])
        let asked = check.open()
        #expect(Set(asked) == ["a", "b"])
        let (records, error) = check.settle("a", .known, at: now)
        #expect(values(records) == [1, 2] && error == nil)
        let later = admitted(&check, record("a", 4))
        #expect(later == "send")
        #expect(check.isAwaited("b") && !check.isAwaited("a"))
        let left = check.open()
        #expect(left == ["b"] && check.isChecking)
    }

    @Test func `a check ends when no record waits, and the next one begins another`() {
        var check = TopicCheck()
        _ = admitted(&check, record("a"))
        _ = check.settle("a", .known, at: now)
        let left = check.open()
        #expect(left.isEmpty && !check.isChecking)
        let next = admitted(&check, record("b"))
        #expect(next == "check")
    }

    @Test func `a topic that may not be written to ends its records, and is asked for again`() {
        var check = TopicCheck()
        let refusal = KafkaError(.authorization, "Not allowed.")
        _ = admitted(&check, record("a", 1))
        let (records, error) = check.settle("a", .refused(refusal), at: now)
        #expect(values(records) == [1] && error == refusal)
        _ = check.open()
        let again = admitted(&check, record("a", 2))
        #expect(again == "check")
    }

    @Test func `a topic that is not there may come for a while, from its first record on`() {
        var check = TopicCheck()
        _ = admitted(&check, record("a", 1))
        let early = check.settle("a", .absent(absence), at: now + Admin.patience - .milliseconds(1))
        #expect(early.records.isEmpty && early.error == nil)
        let second = admitted(&check, record("a", 2))
        #expect(second == "hold")
        let late = check.settle("a", .absent(absence), at: now + Admin.patience)
        #expect(values(late.records) == [1, 2] && late.error == absence)
        #expect(!check.isAwaited("a"))
        // Nobody waits for it: its absence is an answer at once.
        let other = check.settle("b", .absent(absence), at: now)
        #expect(other.error == absence)
    }

    @Test func `a topic that was forgotten is checked, and one that nobody knew cannot be`() {
        var check = TopicCheck()
        let unknown = check.forget("a")
        #expect(!unknown)
        _ = check.settle("a", .known, at: now)
        let known = check.forget("a")
        #expect(known)
        let again = admitted(&check, record("a", 1))
        #expect(again == "check")
        let askedFor = check.forget("a")
        #expect(askedFor)
        check.wait((record("b", 2), Delivery(partition: nil) { _ in }), at: now)
        #expect(check.isAwaited("b"))
        let abandoned = check.abandon()
        #expect(Set(values(abandoned)) == [1, 2])
        #expect(!check.isAwaited("a") && !check.isAwaited("b"))
    }

    @Test func `a record is handed over again for as long as its topic may come`() {
        let delivery = Delivery(partition: 1) { _ in }
        #expect(delivery.mayBeTriedAgain(at: now))
        #expect(delivery.mayBeTriedAgain(at: now + Admin.patience - .milliseconds(1)))
        #expect(!delivery.mayBeTriedAgain(at: now + Admin.patience))
    }
}
