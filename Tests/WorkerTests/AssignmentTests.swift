import Kafka
import Testing

@testable import Worker

private let first = TopicPartition(topic: "t", partition: 0)
private let second = TopicPartition(topic: "t", partition: 1)

private func holding(_ partitions: TopicPartition...) -> Assignment {
    var assignment = Assignment()
    assignment.assign(partitions)
    return assignment
}

@Suite struct AssignmentTests {
    @Test func `records of partitions that are not held get no ticket`() {
        var assignment = holding(first)
        let ticket = assignment.deliver(0, of: second)
        #expect(ticket == nil)
        #expect(assignment.outstanding == 0)
    }

    @Test func `a request of an assignment that ended says nothing about the next one`() throws {
        var assignment = holding(first)
        let delivered = assignment.deliver(7, of: first)
        let old = try #require(delivered)
        assignment.set(old, isStuck: true)
        #expect(assignment.stuck == [first])
        _ = assignment.fence([first])
        assignment.assign([first])
        #expect(assignment.stuck.isEmpty)
        assignment.set(old, isStuck: true)
        #expect(assignment.stuck.isEmpty)
    }

    @Test func `a completion says what to store`() throws {
        var assignment = holding(first)
        let delivered = assignment.deliver(7, of: first)
        let ticket = try #require(delivered)
        let progress = assignment.finish(ticket)
        #expect(progress == .init(store: 8))
        #expect(assignment.outstanding == 0)
    }

    @Test func `a completion of an earlier epoch is ignored though the partition came back`() throws {
        var assignment = holding(first)
        let delivered = assignment.deliver(7, of: first)
        let old = try #require(delivered)
        let fenced = assignment.fence([first])
        #expect(fenced.abandoned == 1)
        assignment.assign([first])
        let deliveredAgain = assignment.deliver(7, of: first)
        let new = try #require(deliveredAgain)
        #expect(!assignment.isHeld(old))
        let progress = assignment.finish(old)
        #expect(progress == .init())
        #expect(assignment.outstanding == 1)
        let last = assignment.finish(new)
        #expect(last.store == 8)
    }

    @Test func `assigning a held partition again does not end its epoch`() throws {
        var assignment = holding(first)
        let delivered = assignment.deliver(0, of: first)
        let ticket = try #require(delivered)
        assignment.assign([first, second])
        #expect(assignment.isHeld(ticket))
    }

    @Test func `what finishes during a drain is still stored, and the last one ends the drain`() throws {
        var assignment = holding(first, second)
        let delivered = [assignment.deliver(0, of: first), assignment.deliver(1, of: first)]
        let tickets = try delivered.map { try #require($0) }
        let deliveredElsewhere = assignment.deliver(0, of: second)
        let other = try #require(deliveredElsewhere)
        let begun = assignment.drain([first])
        let drain = try #require(begun)
        let progress = assignment.finish(tickets[1])
        #expect(progress == .init())
        let last = assignment.finish(tickets[0])
        #expect(last == .init(store: 2, drained: [drain]))
        #expect(assignment.isHeld(other))
    }

    @Test func `a drain of idle partitions need not be waited for`() {
        var assignment = holding(first, second)
        _ = assignment.deliver(0, of: second)
        let drain = assignment.drain([first])
        #expect(drain == nil)
    }

    @Test func `a lost partition ends the drain that waited for it`() throws {
        var assignment = holding(first)
        _ = assignment.deliver(0, of: first)
        let begun = assignment.drain([first])
        let drain = try #require(begun)
        let fenced = assignment.fence([first])
        #expect(fenced.abandoned == 1)
        #expect(fenced.drained == [drain])
        #expect(assignment.outstanding == 0)
    }
}
