import Testing

@testable import Kafka

@Suite struct TopicChecks {
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
}
