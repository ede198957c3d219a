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
        #expect(assignment.deliver(0, of: second) == nil)
        #expect(assignment.outstanding == 0)
    }

    @Test func `a completion says what to store`() throws {
        var assignment = holding(first)
        let ticket = try #require(assignment.deliver(7, of: first))
        #expect(assignment.finish(ticket) == .init(store: 8))
        #expect(assignment.outstanding == 0)
    }

    @Test func `a completion of an earlier epoch is ignored though the partition came back`() throws {
        var assignment = holding(first)
        let old = try #require(assignment.deliver(7, of: first))
        #expect(assignment.fence([first]).abandoned == 1)
        assignment.assign([first])
        let new = try #require(assignment.deliver(7, of: first))
        #expect(!assignment.isHeld(old))
        #expect(assignment.finish(old) == .init())
        #expect(assignment.outstanding == 1)
        #expect(assignment.finish(new).store == 8)
    }

    @Test func `assigning a held partition again does not end its epoch`() throws {
        var assignment = holding(first)
        let ticket = try #require(assignment.deliver(0, of: first))
        assignment.assign([first, second])
        #expect(assignment.isHeld(ticket))
    }

    @Test func `what finishes during a drain is still stored, and the last one ends the drain`() throws {
        var assignment = holding(first, second)
        let tickets = try [0, 1].map { try #require(assignment.deliver($0, of: first)) }
        let other = try #require(assignment.deliver(0, of: second))
        let drain = try #require(assignment.drain([first]))
        #expect(assignment.finish(tickets[1]) == .init())
        #expect(assignment.finish(tickets[0]) == .init(store: 2, drained: [drain]))
        #expect(assignment.isHeld(other))
    }

    @Test func `a drain of idle partitions need not be waited for`() {
        var assignment = holding(first, second)
        _ = assignment.deliver(0, of: second)
        #expect(assignment.drain([first]) == nil)
    }

    @Test func `a lost partition ends the drain that waited for it`() throws {
        var assignment = holding(first)
        _ = assignment.deliver(0, of: first)
        let drain = try #require(assignment.drain([first]))
        let fenced = assignment.fence([first])
        #expect(fenced.abandoned == 1)
        #expect(fenced.drained == [drain])
        #expect(assignment.outstanding == 0)
    }
}
