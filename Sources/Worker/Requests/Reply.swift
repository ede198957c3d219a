import Kafka
import Lexicon

extension ProducerRecord {
    /// The record that brings `reply` to `address`. Its key is the word.
    static func reply(
        _ reply: LookupReply, form: WireForm, to address: ReplyAddress, echoing request: [Header]
    ) -> ProducerRecord {
        var headers = [Header(name: WireHeader.outcome, value: Array(reply.outcome.rawValue.utf8))]
        if let language = reply.language {
            headers.append(Header(name: WireHeader.language, value: Array(language.utf8)))
        }
        if let source = reply.source {
            headers.append(Header(name: WireHeader.source, value: Array(source.id.utf8)))
        }
        headers += request.filter { WireHeader.echoed.contains($0.name) }
        return ProducerRecord(
            topic: address.topic, partition: address.partition, key: Array(reply.word.utf8),
            value: reply.encoded(as: form), headers: headers)
    }

    /// The record that tells the fan-out topic of a found definition: a request of the reference implementation's
    /// streaming job. Nil where nothing was found.
    static func publication(of reply: LookupReply, to topic: String, answering address: ReplyAddress?)
        -> ProducerRecord?
    {
        guard let definition = reply.definition else { return nil }
        return ProducerRecord(
            topic: topic, key: Array(reply.word.utf8),
            value: Publication(word: reply.word, definition: definition, responseTopic: address?.topic).encoded(),
            headers: [])
    }
}
