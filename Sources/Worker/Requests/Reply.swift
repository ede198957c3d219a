import Kafka
import Lexicon

extension ProducerRecord {
    /// The record that brings `reply` to `address`. Its key is the word.
    static func reply(
        _ reply: LookupReply, form: WireForm, to address: ReplyAddress, echoing request: [Header]
    ) -> ProducerRecord {
        var headers = reply.headers.map { Header(name: $0.name, value: $0.value) }
        for header in request where WireHeader.echoed.contains(header.name) { headers.append(header) }
        let (key, value) = reply.record(as: form)
        return ProducerRecord(
            topic: address.topic, partition: address.partition, key: key, value: value, headers: headers)
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
