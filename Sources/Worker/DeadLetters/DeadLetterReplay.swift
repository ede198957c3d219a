import Foundation
import Kafka
import Lexicon

/// Puts dead letters back on the topics they came from, as the requests that they were.
///
/// Nothing is noted on a request that is put back, because it is to be the same to the byte, and the letter stays where
/// it is until retention removes it. Behind the letter a note is left, by which it is not put back once more unless that
/// is asked for. Letters of one request, which a crash can leave behind, are put back once.
public struct DeadLetterReplay: Sendable {
    /// What is to be done with a letter.
    public enum Step: Sendable, Hashable {
        /// Sending this record.
        case putBack(ProducerRecord)
        /// Nothing: it is the letter of the same request as the one at this place.
        case leave(sameAs: DeadLetter.Place)
        /// Nothing: it, or another letter of the same request, was put back before.
        case leaveReplayed(Date)
        /// Nothing, for the reason that the sentence tells.
        case refuse(String)
    }

    /// What became of a letter.
    public enum Result: Sendable, Hashable {
        /// The broker acknowledged it.
        case putBack
        /// The broker did not acknowledge it, for the reason that the sentence tells.
        case failed(String)
    }

    private let layout: TopicLayout
    private let languages: Languages
    private let broker: ClientConfiguration

    /// Records on their way at once.
    private static let window = 500

    /// Puts letters back on the topics of this layout alone.
    public init(layout: TopicLayout, languages: Languages, broker: ClientConfiguration) {
        self.layout = layout
        self.languages = languages
        // The default of five minutes suits a service that waits for its broker, and no person at a terminal.
        self.broker = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers,
            properties: [.init("message.timeout.ms", "30000")] + broker.properties, logger: broker.logger)
    }

    /// What is to be done with each of `letters`, in the order in which their requests were first read.
    ///
    /// - Parameter again: Whether those that were put back before are, once more.
    /// - Throws: What `Admin.partitions(of:using:)` throws.
    public func plan(
        _ letters: [DeadLetter], again: Bool = false
    ) async throws(KafkaError) -> [(letter: DeadLetter, step: Step)] {
        let partitions = try await Admin.topics(using: broker)
        let requestTopics =
            layout.requestTopics(for: languages.all.map(\.code))
            + partitions.keys.filter { layout.language(of: $0, among: languages) != nil }
        return Self.plan(letters, requestTopics: requestTopics, partitions: partitions, again: again)
    }

    /// - Parameter partitions: The number of partitions of each topic that exists.
    static func plan(
        _ letters: [DeadLetter], requestTopics: [String], partitions: [String: Int], again: Bool = false
    ) -> [(letter: DeadLetter, step: Step)] {
        var replayed: [Request: Date] = [:]
        for letter in letters {
            guard !again, let origin = letter.origin, let date = letter.replayedAt else { continue }
            replayed[Request(letter, origin)] = date
        }
        var first: [Request: DeadLetter.Place] = [:]
        return letters.sorted { $0.orderOfReading < $1.orderOfReading }.map { letter in
            guard let origin = letter.origin else {
                return (letter, .refuse("Its headers do not tell which topic, partition and offset it came from."))
            }
            let topic = origin.topicPartition.topic
            guard requestTopics.contains(topic) else {
                return (letter, .refuse("It came from \(quoted(topic)), which is no topic of requests (any more)."))
            }
            guard let count = partitions[topic] else {
                return (letter, .refuse("It came from \(topic), which the broker does not have any more."))
            }
            if let omitted = letter.omitted {
                return (
                    letter,
                    .refuse(
                        "It was too large to be kept whole (without \(omitted)): the request itself lies at "
                            + "\(origin.topicPartition), offset \(origin.offset), as long as that topic keeps it.")
                )
            }
            let request = Request(letter, origin)
            if let date = replayed[request] { return (letter, .leaveReplayed(date)) }
            if let place = first[request] { return (letter, .leave(sameAs: place)) }
            first[request] = letter.place
            return (letter, .putBack(record(of: letter, origin.topicPartition, partitions: count)))
        }
    }

    /// The request as it was.
    ///
    /// It goes to the partition that it came from, where the other requests with its key are: that was chosen by the
    /// partitioner of whoever sent it (Java's and librdkafka's differ), which only the record itself tells. Where the
    /// topic was made anew with fewer partitions, the key decides.
    private static func record(
        of letter: DeadLetter, _ origin: TopicPartition, partitions: Int
    ) -> ProducerRecord {
        ProducerRecord(
            topic: origin.topic, partition: origin.partition < partitions ? origin.partition : nil, key: letter.key,
            value: letter.value, headers: letter.headers)
    }

    /// Sends the records of `plan`, in order, and waits until each is acknowledged.
    ///
    /// - Parameter report: Told of each letter that was to be put back.
    /// - Throws: `.configuration`; where the broker is away, which ends it: letters that nothing was reported of were not
    ///   sent; and at the end, where the broker does not take the notes.
    public func carryOut(
        _ plan: [(letter: DeadLetter, step: Step)], report: (DeadLetter, Result) -> Void
    ) async throws(KafkaError) {
        let sendings = plan.compactMap { letter, step in
            if case .putBack(let record) = step { (letter: letter, record: record) } else { nil }
        }
        let producer = try Producer(broker)
        var forgotten: KafkaError?
        for start in stride(from: 0, to: sendings.count, by: Self.window) {
            let batch = sendings[start..<min(start + Self.window, sendings.count)]
            var outage: KafkaError?
            var notes: [ProducerRecord] = []
            for ((letter, _), error) in zip(batch, await send(batch.map(\.record), through: producer)) {
                report(letter, error.map { .failed($0.description) } ?? .putBack)
                if error == nil { notes.append(ReplayNote.record(of: letter.place, in: layout.deadLetters)) }
                if let error, error.isRetriable || error.isFatal { outage = error }
            }
            if let error = await send(notes, through: producer).compactMap(\.self).first { forgotten = error }
            if let outage {
                await producer.close(within: .seconds(1))
                throw outage
            }
        }
        await producer.close(within: .seconds(5))
        if var forgotten {
            forgotten.description =
                "What was put back cannot be noted on \(layout.deadLetters), so the same command would do it again: "
                + forgotten.description
            throw forgotten
        }
    }

    /// Hands the records over one after the other, which keeps their order, and returns each one's error.
    private func send(_ records: [ProducerRecord], through producer: Producer) async -> [KafkaError?] {
        let results = AsyncStream<(Int, KafkaError?)> { continuation in
            for (index, record) in records.enumerated() {
                do throws(KafkaError) {
                    try producer.enqueue(record) { result in
                        if case .failure(let undelivered) = result {
                            continuation.yield((index, undelivered.error))
                        } else {
                            continuation.yield((index, nil))
                        }
                    }
                } catch {
                    continuation.yield((index, error))
                }
            }
        }
        var errors = [KafkaError?](repeating: nil, count: records.count)
        var open = records.count
        guard open > 0 else { return [] }
        for await (index, error) in results {
            errors[index] = error
            open -= 1
            if open == 0 { break }
        }
        return errors
    }

    /// What makes two letters those of one request. Offsets alone do not: a topic that was made anew counts anew.
    private struct Request: Hashable {
        let origin: TopicPartition
        let offset: Int64
        let key: [UInt8]?
        let value: [UInt8]?
        let headers: [Header]

        init(_ letter: DeadLetter, _ origin: DeadLetter.Origin) {
            self.origin = origin.topicPartition
            offset = origin.offset
            key = letter.key
            value = letter.value
            headers = letter.headers
        }
    }
}

extension DeadLetter {
    /// By partition and offset of the request; a request that several letters tell of, by their place.
    fileprivate var orderOfReading: (TopicPartition, Int64, Place) {
        (origin?.topicPartition ?? TopicPartition(topic: "", partition: 0), origin?.offset ?? 0, place)
    }
}
