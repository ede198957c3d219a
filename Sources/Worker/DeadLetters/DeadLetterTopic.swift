import Foundation
import Kafka

/// The topic of the dead letters, read as it is now.
public struct DeadLetterTopic: Sendable {
    /// The letters that were chosen.
    public struct Found: Sendable {
        /// The oldest first; those of one partition in its order.
        public var letters: [DeadLetter] = []
        /// A sentence for each place that was chosen and has no letter, by place.
        public var missing: [String] = []

        fileprivate mutating func keepNewest(_ limit: Int) {
            letters.sort { ($0.buriedAt ?? .distantPast, $0.place) < ($1.buriedAt ?? .distantPast, $1.place) }
            letters.removeFirst(max(0, letters.count - limit))
        }
    }

    private let broker: ClientConfiguration
    private let name: String

    /// Connects when it is first read.
    public init(_ name: String, broker: ClientConfiguration) {
        self.name = name
        self.broker = broker
    }

    /// All letters of `choice` that the topic has now.
    ///
    /// What cannot be among them is not read: what was buried before `choice.since`, and, with a limit, what enough others
    /// come after. Letters that are named by their places are looked for from the beginning.
    ///
    /// - Parameter limit: Only the newest so many, at least 1; nil for all, which are all held in memory.
    /// - Throws: `.unknownTopic` where there is no such topic, and what `TopicReader` throws.
    public func letters(
        _ choice: DeadLetterChoice, limit: Int? = nil
    ) async throws(KafkaError) -> Found {
        // A broker may create a topic that is read; one that is looked for stays missing.
        guard let partitions = try await Admin.partitions(of: [name], using: broker)[name] else {
            throw KafkaError(
                .unknownTopic,
                "The broker at \(broker.bootstrapServers) has no topic \(name): nothing was buried yet, or --dead-letters-topic names another."
            )
        }
        var reading = try await read(choice, from: try await start(for: choice, limit: limit), limit)
        var window = limit ?? 0
        // Others than letters, and letters that are not meant, lie among the last records too.
        while let limit, reading.isShort(of: limit) {
            window *= 16
            reading = try await read(choice, from: .last(window), limit)
        }
        var found = reading.found
        found.keepNewest(limit ?? .max)
        let missing = (choice.places ?? []).subtracting(found.letters.map(\.place)).sorted()
        found.missing = missing.map { "\($0): \(absence(of: $0, partitions: partitions, held: reading.held))" }
        return found
    }

    private func start(for choice: DeadLetterChoice, limit: Int?) async throws(KafkaError) -> TopicReader.Start {
        // Of a place that is not found it is said why, for which all is to be seen.
        guard choice.places == nil else { return .beginning }
        // The embedded broker knows no times.
        if let since = choice.since, try await !Admin.isEmbedded(using: broker) { return .time(since) }
        return limit.map { .last($0) } ?? .beginning
    }

    /// The letters of `choice` from `start` on, and what there is beside them.
    private struct Letters {
        var found = Found()
        /// The offsets that were read, of each partition.
        var held: [Int32: ClosedRange<Int64>] = [:]
        /// Partitions of which something was passed over, with the letters of each that are meant.
        var cut: [Int32: Int] = [:]

        /// Whether there may be more of the newest letters than were read.
        func isShort(of limit: Int) -> Bool { cut.values.contains { $0 < limit } }
    }

    private func read(
        _ choice: DeadLetterChoice, from start: TopicReader.Start, _ limit: Int?
    ) async throws(KafkaError) -> Letters {
        let reader = try await TopicReader(broker, topic: name, from: start, stopsAtEnd: true)
        var letters = Letters()
        if case .last(let window) = start {
            for (partition, range) in reader.extent where range.count > window { letters.cut[partition] = 0 }
        }
        var notes: [DeadLetter.Place: Date] = [:]
        do throws(KafkaError) {
            while let records = try await reader.take(upTo: 1_000) {
                for record in records {
                    let (partition, offset) = (record.topicPartition.partition, record.offset)
                    letters.held[partition] = min(letters.held[partition]?.lowerBound ?? offset, offset)...offset
                    if let note = ReplayNote(record) {
                        notes[note.place] = note.at ?? .distantPast
                        continue
                    }
                    let letter = DeadLetter(record)
                    guard choice.contains(letter) else { continue }
                    letters.found.letters.append(letter)
                    if let count = letters.cut[partition] { letters.cut[partition] = count + 1 }
                }
                // Now and then, because sorting costs.
                if let limit, letters.found.letters.count / 2 >= limit { letters.found.keepNewest(limit) }
            }
        } catch {
            await reader.close(within: .seconds(5))
            throw error
        }
        await reader.close(within: .seconds(5))
        for index in letters.found.letters.indices {
            letters.found.letters[index].replayedAt = notes[letters.found.letters[index].place]
        }
        return letters
    }

    private func absence(
        of place: DeadLetter.Place, partitions: Int, held: [Int32: ClosedRange<Int64>]
    ) -> String {
        guard place.partition < partitions else {
            return "\(name) has no such partition: expected 0 to \(partitions - 1)."
        }
        guard let offsets = held[place.partition] else { return "The partition holds no letters, or none any more." }
        if place.offset < offsets.lowerBound {
            return "The letter is gone: retention has removed what was before \(offsets.lowerBound)."
        }
        if place.offset > offsets.upperBound {
            return "There is no such letter yet: the partition ends with \(offsets.upperBound)."
        }
        return "There is no such letter, or another condition leaves it out."
    }
}
