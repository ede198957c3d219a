import Kafka
import Logging
import Testing

@testable import Worker

@Suite struct WorkerMonitorTests {
    private let monitor = WorkerMonitor(
        broker: ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))

    @Test func `a worker is not ready before its first assignment`() throws {
        #expect(try #require(monitor.obstacle).contains("partitions"))
        monitor.rebalanced(isMember: true)
        #expect(monitor.obstacle == nil)
    }

    @Test func `a worker that lost its partitions waits for others`() {
        monitor.rebalanced(isMember: true)
        monitor.rebalanced(isMember: false)
        #expect(monitor.obstacle != nil)
        monitor.rebalanced(isMember: true)
        #expect(monitor.obstacle == nil)
    }

    @Test func `a worker that stops is not ready any more`() throws {
        monitor.rebalanced(isMember: true)
        monitor.stopping()
        #expect(try #require(monitor.obstacle).contains("stopping"))
    }

    @Test(arguments: [
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", nil),
        ("00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-011", nil),
        ("00-4bf92f3577b34da6a3ce929d0e0e47\"6-00f067aa0ba902b7-01", nil), ("", nil), ("00-4bf9", nil),
    ])
    func `a trace is read from a header in its form alone`(header: String, trace: String?) {
        let record = ConsumerRecord(
            topicPartition: TopicPartition(topic: "t", partition: 0), offset: 0, timestamp: 0, key: nil, value: nil,
            headers: [Header(name: "traceparent", value: Array(header.utf8))])
        #expect(record.traceID == trace)
    }
}
