import Answers
import Collections
import Foundation
import Kafka

extension SharedAnswers {
    /// Records that are taken at once.
    private static let batch = 1_000
    /// Bytes of records that are read and not yet written. Those that wait are written together, which costs less.
    private static let mostWaiting = 8 << 20
    /// Bytes of a record beside its value, about.
    private static let overhead = 200

    private typealias Writing = (task: Task<Void, Never>, bytes: Int)

    /// Reads until the task is cancelled, and begins anew behind a fault: others may delete the topic and make it anew.
    func read(_ place: SharedTopic) async throws {
        var isSaid = false
        while !Task.isCancelled {
            do throws(KafkaError) {
                try await readOn(place) { isSaid = false }
            } catch {
                let isMissing = error.code == .unknownTopic || error.code == .unknownPartition
                guard error.isRetriable || isMissing else { throw error }
                if !isSaid { tell("shared answers cannot be read, trying on", error) }
                isSaid = true
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Reads from where the disk has it go on until the task is cancelled, or until the disk, which failed, can have what
    /// it lacks.
    private func readOn(_ place: SharedTopic, succeeded: () -> Void) async throws(KafkaError) {
        let known = await shelf.disk?.offsets(of: place) ?? [:]
        let reader = try await TopicReader(broker, topic: topic.name, from: .offsets(known))
        await begin(reader, at: known, of: place)
        var next = reader.begins
        // While some are written, the next ones are read: the two take about as long.
        var writings: Deque<Writing> = []
        var fault: KafkaError?
        do throws(KafkaError) {
            while let records = try await reader.take(upTo: Self.batch) {
                while writings.reduce(0, { $0 + $1.bytes }) > Self.mostWaiting { await writings.popFirst()?.task.value }
                let bytes = records.reduce(0) { $0 + ($1.value?.count ?? 0) + Self.overhead }
                writings.append((keep(records, from: &next, of: place, after: writings.last?.task), bytes))
                succeeded()
            }
        } catch {
            fault = error
        }
        await writings.last?.task.value
        await reader.close(within: Self.pause)
        if let fault { throw fault }
    }

    /// Notes where reading begins, here and on disk, where another offset may be noted that the topic has no more.
    private func begin(_ reader: TopicReader, at known: [Int32: Int64], of place: SharedTopic) async {
        let isNoted = await shelf.disk?.begin(reader.begins.filter { known[$0] != $1 }, of: place) ?? true
        state.withLock { $0 = State(isCaughtUp: $0.isCaughtUp, reader: reader, isDiskBehind: !isNoted) }
        note(reader.begins, areKept: isNoted)
    }

    /// Notes how far the topic was taken in.
    private func note(_ next: [Int32: Int64], areKept: Bool = true) {
        state.withLock { state in
            state.next.merge(next) { $1 }
            // It is back: what it lacks is read once more.
            if state.isDiskBehind, areKept { state.reader?.stopTaking() }
            if !areKept { state.isDiskBehind = true }
            guard let extent = state.reader?.extent else { return }
            if extent.allSatisfy({ state.next[$0] ?? 0 >= $1.upperBound }) { state.isCaughtUp = true }
        }
    }

    /// Keeps what records say, in the order of the calls.
    ///
    /// - Parameters:
    ///   - next: The next offset of each partition, which is moved behind the records.
    ///   - before: What is to be done first.
    /// - Returns: When it is done.
    private func keep(
        _ records: [ConsumerRecord], from next: inout [Int32: Int64], of place: SharedTopic,
        after before: Task<Void, Never>?
    ) -> Task<Void, Never> {
        // Offsets that compaction left out were read too.
        var read: [Int32: Range<Int64>] = [:]
        for record in records {
            let partition = record.topicPartition.partition
            let start = read[partition]?.lowerBound ?? next[partition] ?? record.offset
            read[partition] = min(start, record.offset)..<record.offset + 1
        }
        next.merge(read.mapValues(\.upperBound)) { $1 }
        let items = records.compactMap(item(of:))
        guard let disk = shelf.disk else {
            for item in items { takeToHand(item) }
            note(next)
            return Task {}
        }
        let kept = disk.keep(items.map(\.change), of: read, in: place)
        return Task {
            await before?.value
            let areKept = await kept.value
            takeToHand(records, areKept: areKept)
            note(read.mapValues(\.upperBound), areKept: areKept)
        }
    }

    /// What is on disk is not needed at hand as well, unless it takes the place of something there.
    private func takeToHand(_ records: [ConsumerRecord], areKept: Bool) {
        for record in records {
            guard let key = SharedRecord.key(of: record), !areKept || record.value == nil || shelf.hasAtHand(key),
                let item = SharedRecord(record, now: Date())
            else { continue }
            takeToHand(item)
        }
    }

    private func takeToHand(_ item: SharedRecord) {
        switch item {
        case .answer(let key, let answer, _): shelf.take(answer, for: key)
        case .forget(let key): shelf.forgetAtHand(key)
        }
    }

    /// What a record says; nil, which is counted, for one that says nothing to us.
    private func item(of record: ConsumerRecord) -> SharedRecord? {
        guard let item = SharedRecord(record, now: Date()) else {
            metrics.received(.unreadable)
            return nil
        }
        guard shelf.knows(item.key) else {
            metrics.received(.foreign)
            return nil
        }
        if case .answer(let key, let answer, _) = item, !shelf.isOfUse(answer, for: key) {
            metrics.received(.tooOld)
            return nil
        }
        metrics.received(item.isForgetting ? .forgotten : .taken)
        return item
    }
}
