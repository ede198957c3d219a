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
        let reader = try await TopicReader(broker, topic: name, from: .beginning, stopsAtEnd: true)
        var found = Found()
        var held: [Int32: ClosedRange<Int64>] = [:]
        do throws(KafkaError) {
            while let records = try await reader.take(upTo: 1_000) {
                for record in records {
                    let letter = DeadLetter(record)
                    let (partition, offset) = (letter.place.partition, letter.place.offset)
                    held[partition] = min(held[partition]?.lowerBound ?? offset, offset)...offset
                    if choice.contains(letter) { found.letters.append(letter) }
                }
                // Now and then, because sorting costs.
                if let limit, found.letters.count / 2 >= limit { found.keepNewest(limit) }
            }
        } catch {
            await reader.close(within: .seconds(5))
            throw error
        }
        await reader.close(within: .seconds(5))
        found.keepNewest(limit ?? .max)
        let missing = (choice.places ?? []).subtracting(found.letters.map(\.place)).sorted()
        found.missing = missing.map { "\($0): \(absence(of: $0, partitions: partitions, held: held))" }
        return found
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
