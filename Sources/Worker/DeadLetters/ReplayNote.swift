import Foundation
import Kafka
import Lexicon

/// What remembers that a dead letter was put back: a record without key and value behind it, in its own partition, so that
/// all who read the topic know, and the request goes back as it was.
struct ReplayNote {
    let place: DeadLetter.Place
    let at: Date?

    /// Nil for a record that is no note.
    init?(_ record: ConsumerRecord) {
        guard record.key == nil, record.value == nil,
            let header = record.headers.last(where: { $0.name == WireHeader.deadLetterReplayed }),
            let place = DeadLetter.Place(String(decoding: header.value ?? [], as: UTF8.self))
        else { return nil }
        self.place = place
        at = Date(milliseconds: record.timestamp)
    }

    /// The note that the letter at `place` of `topic` was put back.
    static func record(of place: DeadLetter.Place, in topic: String) -> ProducerRecord {
        ProducerRecord(
            topic: topic, partition: place.partition, value: nil,
            headers: [Header(name: WireHeader.deadLetterReplayed, value: Array("\(place)".utf8))])
    }
}
