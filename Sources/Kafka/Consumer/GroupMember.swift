import CRdkafka
import Dispatch
import Synchronization

/// A consumer's client, its polling thread and the partitions it has.
final class GroupMember: Sendable {
    private struct State {
        var isSubscribed = false
        var wasAssigned = false
        /// Those whose records are handed out.
        var partitions: Set<TopicPartition> = []
        /// Those of them that librdkafka gave up to fetch, and when to have it try again.
        var stalled: Set<TopicPartition> = []
        var retryTime = ContinuousClock.now
        /// Until when queues are forwarded at every poll; see `restartStalled`.
        var forwardingEnd = ContinuousClock.now
        /// Where the group's broker was not reached, since partitions came.
        var lostAddress: String?
        /// Whether another client has its place in the group.
        var isRetired = false
    }

    let records: RecordQueues
    private let client: ClientHandle
    private let events: QueueHandle
    private let thread = PollingThread()
    private let handlers: RebalanceHandlers
    private let isCooperative: Bool
    private let state = Mutex(State())
    /// Offsets to store, by partition.
    private let unstored = Mutex<[TopicPartition: Int64]>([:])
    private let visitors = Visitors()

    init(
        _ configuration: ClientConfiguration, group: String, assignmentStrategy: AssignmentStrategy,
        instanceID: String?, sessionTimeout: Duration?, areTopicsApart: Bool, handlers: RebalanceHandlers
    ) throws(KafkaError) {
        self.handlers = handlers
        client = try ClientHandle(
            RD_KAFKA_CONSUMER, configuration,
            defaults: Self.defaults(
                group: group, assignmentStrategy: assignmentStrategy, instanceID: instanceID,
                sessionTimeout: sessionTimeout ?? .seconds(instanceID == nil ? 45 : 30)))
        isCooperative = client.property("partition.assignment.strategy").contains("cooperative")
        rd_kafka_poll_set_consumer(client.pointer)
        events = QueueHandle(rd_kafka_queue_get_consumer(client.pointer), wakeup: thread.wakeup)
        records = RecordQueues(client, areApart: areTopicsApart, wakeup: thread.wakeup)
        // Both keep this alive until the thread has ended the client.
        client.call(
            ClientCallbacks(
                // Of a topic that is gone its partitions tell too, by its name.
                failed: { if !$0.isOfMissingTopic { self.records.note($0, isOutage: $1) } },
                disconnected: { self.noteFault($0) },
                rebalanced: { self.rebalance($0, $1) }))
        // Well within the 200 ms of the commit timer, for the offsets that are stored.
        thread.start(
            name: "kafka consumer", every: .milliseconds(50), poll: { self.poll() }, end: { _ in self.end() })
    }

    // MARK: From any task

    /// - Parameter topic: Where each has a queue of its own.
    func take(from topic: String, upTo limit: Int) async throws(KafkaError) -> [ConsumerRecord]? {
        try await records.queue(of: topic)?.take(upTo: limit, wanted: isHeld())
    }

    /// Tells what is of partitions that are held. Asked anew for each partition: one that is assigned in the middle of
    /// a batch loses no record by it, and a revoke in the middle is the same as one right behind it, as handlers look
    /// at what they have when it comes.
    private func isHeld() -> RecordQueue.Filter {
        // Records of one partition tend to follow each other.
        var last: TopicPartition?
        return { [self] partition, _ in
            if last == partition { return true }
            guard state.withLock({ $0.partitions.contains(partition) }) else { return false }
            last = partition
            return true
        }
    }

    func subscribe(to topics: [String]) throws(KafkaError) {
        let list = PartitionList(capacity: topics.count)
        for topic in topics { list.add(TopicPartition(topic: topic, partition: -1)) }
        let pointer = list.pointer
        guard visitors.enter() else { throw .closed }
        defer { visitors.leave() }
        state.withLock { $0.isSubscribed = true }
        let result = rd_kafka_subscribe(client.pointer, pointer)
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw client.error(result, of: topics.joined(separator: ", "))
        }
    }

    /// Handed to librdkafka by the polling thread, many together: a list for each would cost more than all the rest.
    func store(next offset: Int64, for partition: TopicPartition) {
        unstored.withLock { $0[partition] = offset }
    }

    func pause(_ partition: TopicPartition) {
        guard visitors.enter() else { return }
        defer { visitors.leave() }
        // Under the lock that a revoke takes: librdkafka would have a partition that is not held be paused for good.
        state.withLock { state in
            guard state.partitions.contains(partition) else { return }
            let list = PartitionList(capacity: 1)
            list.add(partition)
            _ = rd_kafka_pause_partitions(client.pointer, list.pointer)
        }
    }

    func resume(_ partition: TopicPartition) {
        guard visitors.enter() else { return }
        defer { visitors.leave() }
        let list = PartitionList(capacity: 1)
        list.add(partition)
        _ = rd_kafka_resume_partitions(client.pointer, list.pointer)
    }

    /// Asks the broker something about the partitions held now, on a thread of its own.
    func ask<Answer: Sendable>(
        _ body: @escaping @Sendable (ClientHandle, [TopicPartition]) throws(KafkaError) -> Answer
    ) async throws(KafkaError) -> Answer {
        guard visitors.enter() else { throw .closed }
        let partitions = state.withLock { $0.partitions.sorted() }
        return try await onThread("kafka question") { [client, visitors] () throws(KafkaError) in
            defer { visitors.leave() }
            return try body(client, partitions)
        }
    }

    func requestClose() {
        records.stop()
        thread.requestClose()
    }

    private func noteFault(_ words: String) {
        guard let fault = ConnectionFault(words), fault.isOfGroup else { return }
        state.withLock { $0.lostAddress = fault.address }
    }

    /// Whether the group is out of reach for good: where its broker comes to listen at another address, librdkafka 2.0 goes on
    /// with the one that it had.
    ///
    /// - Parameter brokers: The addresses that the cluster has now.
    func isStranded(amid brokers: Set<String>) -> Bool {
        guard !brokers.isEmpty else { return false }
        return state.withLock { state in
            state.isSubscribed && state.partitions.isEmpty && !(state.lostAddress.map(brokers.contains) ?? true)
        }
    }

    /// Ends the taking for a client that has no partitions, and whose place in the group is another's now.
    func retire() {
        state.withLock { $0.isRetired = true }
        requestClose()
    }

    func close(within limit: Duration) async {
        records.stop()
        guard await !thread.close(within: limit) else { return }
        client.log.logger.warning(
            "a consumer was not closed in time; the broker gives its partitions away when its session ends",
            metadata: ["limit": "\(limit)"])
    }

    // MARK: On the polling thread

    private func poll() {
        pollEvents()
        // Before partitions are assigned once more, which begins at what is stored of them.
        storeOffsets()
        restartStalled()
        records.serve(wanted: isHeld())
    }

    private func storeOffsets() {
        let offsets = unstored.withLock { unstored in
            defer { unstored = [:] }
            return unstored
        }
        guard !offsets.isEmpty else { return }
        let list = PartitionList(capacity: offsets.count)
        for (partition, offset) in offsets { list.add(partition, offset: offset) }
        // The result tells whether any element was stored; each has its own.
        _ = rd_kafka_offsets_store(client.pointer, list.pointer)
        for element in list.pointer.elements {
            switch element.err {
            case RD_KAFKA_RESP_ERR_NO_ERROR,
                // Of a partition that is not ours any more, or that is none any more, nothing is to be stored.
                RD_KAFKA_RESP_ERR__STATE, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
                continue
            default: break
            }
            client.log.tell(client.error(element.err, of: String(cString: element.topic)), isOutage: false)
        }
    }

    private func pollEvents() {
        while let message = rd_kafka_consumer_poll(client.pointer, 0) {
            defer { rd_kafka_message_destroy(message) }
            var decoder = RecordDecoder()
            let partition = message.pointee.rkt.map { _ in decoder.topicPartition(of: message.pointee) }
            let isCurable = records.note(message.pointee, of: partition)
            if isCurable, let partition { noteStalled(partition) }
        }
    }

    /// Errors of a partition come on its own queue, but for one: its committed offset was not to be had. 2.0.2 tries
    /// that once, and where the group's coordinator was on the move just then the partition would stay silent for good.
    private func noteStalled(_ partition: TopicPartition) {
        state.withLock { state in
            guard state.partitions.contains(partition) else { return }
            state.stalled.insert(partition)
            state.retryTime = .now + .milliseconds(500)
        }
    }

    /// Assigns stalled partitions once more, and with an eager strategy the others too: their records are fetched again
    /// from the committed offset on. These stop first, which ends the forwarding of their queues at a moment that
    /// nobody is told of, so for a while it is begun again and again.
    private func restartStalled() {
        let now = ContinuousClock.now
        let (stalled, unforwarded): (Set<TopicPartition>, Set<TopicPartition>) = state.withLock { state in
            guard !state.stalled.isEmpty, state.retryTime <= now else {
                return ([], state.forwardingEnd > now ? state.partitions : [])
            }
            state.forwardingEnd = now + .seconds(10)
            defer { state.stalled = [] }
            return (isCooperative ? state.stalled : state.partitions, [])
        }
        forward(unforwarded)
        guard !stalled.isEmpty else { return }
        let list = PartitionList(capacity: stalled.count)
        for partition in stalled { list.add(partition) }
        if isCooperative { check(rd_kafka_incremental_unassign(client.pointer, list.pointer)) }
        begin(stalled, list.pointer)
    }

    private func rebalance(
        _ event: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    ) {
        let partitions = list.partitions
        switch event {
        case _ where state.withLock(\.isRetired): rd_kafka_assign(client.pointer, nil)
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            handlers.assigned(partitions)
            state.withLock { state in
                state.wasAssigned = true
                state.lostAddress = nil
                state.partitions.formUnion(partitions)
            }
            begin(partitions, list)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            state.withLock { state in
                state.partitions.subtract(partitions)
                state.stalled.subtract(partitions)
            }
            if rd_kafka_assignment_lost(client.pointer) != 0 {
                handlers.lost(partitions)
                unstored.withLock { unstored in for partition in partitions { unstored[partition] = nil } }
            } else {
                waitForRevoking(partitions)
                storeOffsets()
            }
            // librdkafka would have them paused too when they are this member's once more.
            _ = rd_kafka_resume_partitions(client.pointer, list)
            // librdkafka commits what is stored of these before it lets them go.
            check(isCooperative ? rd_kafka_incremental_unassign(client.pointer, list) : nil)
            if !isCooperative { rd_kafka_assign(client.pointer, nil) }
        default:
            // An event must be answered whatever it is, or the group waits for this member.
            rd_kafka_assign(client.pointer, nil)
        }
    }

    private func begin(
        _ partitions: some Sequence<TopicPartition>, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    ) {
        // Before the fetching begins: what came before it would go to the consumer's own queue.
        forward(partitions)
        check(isCooperative ? rd_kafka_incremental_assign(client.pointer, list) : nil)
        if !isCooperative { rd_kafka_assign(client.pointer, list) }
    }

    private func forward(_ partitions: some Sequence<TopicPartition>) {
        for partition in partitions {
            guard let destination = records.queue(of: partition.topic)?.destination,
                let queue = rd_kafka_queue_get_partition(client.pointer, partition.topic, partition.partition)
            else { continue }
            rd_kafka_queue_forward(queue, destination)
            rd_kafka_queue_destroy(queue)
        }
    }

    /// Nothing is fetched meanwhile: librdkafka pauses all partitions until a rebalance is answered.
    private func waitForRevoking(_ partitions: [TopicPartition]) {
        let isDone = DispatchSemaphore(value: 0)
        Task { [handlers] in
            await handlers.revoking(partitions)
            isDone.signal()
        }
        isDone.wait()
    }

    private func check(_ error: OpaquePointer?) {
        guard let error else { return }
        records.fail(client.error(taking: error))
    }

    /// Ends the client.
    ///
    /// Before 2.3 librdkafka aborts the process where a cooperative consumer is closed between joining and its first
    /// assignment (its pull request 4381), so that is waited for, however long: `close(within:)` does not. And it
    /// leaves a group without a word where it has no partitions, unless it unsubscribes first.
    private func end() {
        records.stop()
        // It never gets to leave the group that it cannot reach.
        guard !state.withLock(\.isRetired) else {
            rd_kafka_unsubscribe(client.pointer)
            visitors.end()
            records.destroy()
            events.destroy()
            return client.abandon()
        }
        let isJoining = {
            !self.client.hasFailedFatally && self.state.withLock { $0.isSubscribed && !$0.wasAssigned }
        }
        while isCooperative, rd_kafka_version() < 0x02_03_00_00, isJoining() {
            thread.wakeup.wait(upTo: .milliseconds(100))
            pollEvents()
        }
        if state.withLock({ $0.isSubscribed && $0.partitions.isEmpty }) { rd_kafka_unsubscribe(client.pointer) }
        rd_kafka_consumer_close(client.pointer)
        visitors.end()
        records.destroy()
        events.destroy()
        // Behind a fatal error, as of a static member that was fenced, the end never comes: librdkafka's thread looks for
        // it as fast as it can. Left alone it only waits.
        if client.hasFailedFatally { client.abandon() } else { client.destroy() }
    }
}
