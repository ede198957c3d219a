import Foundation
import Logging
import Synchronization

/// Answers that outlive the process, in a folder that the processes of a machine share.
///
/// Whatever the disk does, answers go on without it: it is told once, in a line, and tried again now and then.
public final class AnswerDisk: Sendable {
    /// Bytes that the files may take, by default.
    public static let capacity = 1 << 30
    /// The least that there is any use in.
    public static let leastCapacity = 1 << 20

    /// An answer as it lies there.
    struct Stored: Sendable {
        let answer: SourceAnswer
        let isShared: Bool
    }

    typealias Change = AnswerFile.Change

    private struct Recall: Sendable {
        let keys: [AnswerKey]
        let then: @Sendable ([AnswerKey: Stored]) -> Void
    }

    private struct Writing: Sendable {
        let changes: [Change]
        /// Told whether it was kept, and which claims others hold.
        let done: (@Sendable (_ isKept: Bool, _ held: Set<AnswerKey>) -> Void)?
    }

    /// Works that wait at most: where the disk is slower than answers come, some are not kept.
    private static let mostWaiting = 10_000
    /// A time that costs more than it tells, below which an answer is as good as just asked for.
    private static let usedWithin: Int64 = 1_000

    private let cupboard: AnswerCupboard
    private let reader: BatchThread<Recall>
    private let writer: BatchThread<Writing>

    /// - Parameters:
    ///   - directory: Comes into being where there is none.
    ///   - capacity: Bytes that the file may take, at least `leastCapacity`.
    ///   - claimHolds: How long others wait at most for what this process asks a site: it may have been killed.
    ///   - rest: How long a disk is left alone that failed.
    public init(
        directory: String, capacity: Int = AnswerDisk.capacity, claimHolds: Duration = .seconds(10),
        rest: Duration = .seconds(60), logger: Logger
    ) {
        self.claimHolds = claimHolds
        let cupboard = AnswerCupboard(
            folder: AnswerFolder(path: directory), capacity: max(capacity, Self.leastCapacity), rest: rest,
            logger: logger)
        self.cupboard = cupboard
        let merger = BatchThread<Void>(name: "answers merge", most: 1) { _ in cupboard.use(.read) { $0.mergeLog() } }
        let writer = BatchThread<Writing>(name: "answers write", most: 256) { batch in
            let held = cupboard.use(.written) { file in
                let held = try file.apply(batch.flatMap(\.changes))
                if file.isMergeDue { merger.add((), unlessWaiting: 1) }
                return held
            }
            for writing in batch { writing.done?(held != nil, held ?? []) }
            cupboard.renewExtent()
        }
        self.writer = writer
        reader = BatchThread(name: "answers read", most: 256) { batch in
            let rows = cupboard.use(.read) { try $0.rows(for: batch.flatMap(\.keys)) } ?? [:]
            let now = Date().milliseconds
            let used = rows.values.filter { now - $0.usedAt > Self.usedWithin }.map(\.id)
            if !used.isEmpty { writer.add(Writing(changes: [.used(used)], done: nil), unlessWaiting: Self.mostWaiting) }
            let stored = rows.compactMapValues { row in
                (try? SourceAnswer(decoding: row.value)).map { Stored(answer: $0, isShared: row.isShared) }
            }
            for question in batch {
                question.then(
                    question.keys.reduce(into: [:]) { found, key in
                        if let answer = stored[key] { found[key] = answer }
                    })
            }
        }
        // Opened at once: who starts it is to hear what is wrong with it.
        writer.add(Writing(changes: [], done: nil))
    }

    /// Calls `then` with what there is under `keys`, on a thread of its own.
    func read(_ keys: [AnswerKey], then: @escaping @Sendable ([AnswerKey: Stored]) -> Void) {
        reader.add(Recall(keys: keys, then: then))
    }

    /// Changes something, some time soon.
    func write(_ changes: [Change]) {
        writer.add(Writing(changes: changes, done: nil), unlessWaiting: Self.mostWaiting)
    }

    /// Changes something, all of it or nothing, and returns whether it was.
    @discardableResult
    private func written(_ changes: [Change]) async -> Bool {
        await withCheckedContinuation { continuation in
            writer.add(Writing(changes: changes) { isKept, _ in continuation.resume(returning: isKept) })
        }
    }

    /// As whom this process claims words.
    private let owner = UUID().uuidString
    private let claimHolds: Duration

    /// Notes that this process is about to ask a site for a word; false where another one of the machine is at it. It
    /// holds for some seconds. Where the disk fails, nobody knows of others.
    func claim(_ key: AnswerKey) async -> Bool {
        await withCheckedContinuation { continuation in
            writer.add(
                Writing(changes: [.claim(key, owner: owner, within: claimHolds)]) {
                    continuation.resume(returning: !$1.contains(key))
                })
        }
    }

    /// Notes that the site was asked. However much waits: others wait for this.
    func release(_ key: AnswerKey) { writer.add(Writing(changes: [.release(key, owner: owner)], done: nil)) }

    /// Returns when all is written that was handed over before, or cannot be.
    public func flush() async { await written([]) }

    // MARK: Shared answers

    /// An answer as it came from a topic, or that one is to be forgotten.
    public struct Shared: Sendable {
        var change: Change

        /// - Parameter value: What `SourceAnswer.encoded()` makes.
        public static func answer(_ key: AnswerKey, _ value: [UInt8], fetchedAt: Date) -> Shared {
            Shared(change: .keep(key, value, fetchedAt: fetchedAt, isShared: true))
        }

        /// That nothing is to be kept under `key`.
        public static func forget(_ key: AnswerKey) -> Shared { Shared(change: .forget(key)) }
    }

    /// Has the reading of a topic go on at these offsets, by partition, wherever it was to go on before.
    ///
    /// - Returns: Whether that was noted.
    public func begin(_ next: [Int32: Int64], of topic: SharedTopic) async -> Bool {
        await written(next.map { .begin(at: $1, of: SharedPlace(topic: topic, partition: $0)) })
    }

    /// Keeps what was read of a topic together with where its reading goes on: neither is there without the other. It goes
    /// on no later than behind what was kept of a partition without a gap, be it by several processes.
    ///
    /// Works are done in the order of the calls; those that wait meanwhile are done together, which costs less.
    ///
    /// - Parameter read: The offsets that were read, by partition.
    /// - Returns: Whether they were kept, once that is known.
    public func keep(
        _ shared: [Shared], of read: [Int32: Range<Int64>], in topic: SharedTopic
    ) -> Task<Bool, Never> {
        let places = read.map { Change.read($1, of: SharedPlace(topic: topic, partition: $0)) }
        let (outcomes, outcome) = AsyncStream<Bool>.makeStream()
        writer.add(
            Writing(changes: shared.map(\.change) + places) { isKept, _ in
                outcome.yield(isKept)
                outcome.finish()
            })
        return Task { await outcomes.first { _ in true } ?? false }
    }

    /// Where the reading of a topic goes on, by partition.
    public func offsets(of topic: SharedTopic) async -> [Int32: Int64] {
        await onOwnThread { [cupboard] in cupboard.use(.read) { try $0.offsets(of: topic) } } ?? [:]
    }

    // MARK: For people

    /// How much there is, as of the last change.
    public var extent: AnswerExtent? { cupboard.extent }

    private func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.start()
        }
    }
}
