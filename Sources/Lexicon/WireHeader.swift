/// The names of the record headers that dico reads and writes.
public enum WireHeader {
    // Of a reply.
    /// The raw value of an outcome.
    public static let outcome = "dico-outcome"
    /// The code of the language that was looked in.
    public static let language = "dico-language"
    /// The id of the source that answered.
    public static let source = "dico-source"

    // Spring's request-reply headers, which go before a request's own `response_topic`.
    /// The name of the topic that the reply goes to.
    public static let replyTopic = "kafka_replyTopic"
    /// Four bytes, most significant first.
    public static let replyPartition = "kafka_replyPartition"
    /// Any bytes; repeated by the reply.
    public static let correlationID = "kafka_correlationId"

    /// The trace context of W3C.
    public static let traceParent = "traceparent"

    /// Headers of a request that its reply repeats, bytes untouched.
    public static let echoed: Set<String> = [correlationID, traceParent]

    // Of a dead letter, beside the original ones.
    /// A raw value of `DeadLetterReason`.
    public static let deadLetterReason = "dico-dead-letter-reason"
    /// A sentence for people.
    public static let deadLetterDetail = "dico-dead-letter-detail"
    /// The topic that the request came on.
    public static let deadLetterTopic = "dico-dead-letter-topic"
    /// Its partition, as digits.
    public static let deadLetterPartition = "dico-dead-letter-partition"
    /// Its offset, as digits.
    public static let deadLetterOffset = "dico-dead-letter-offset"
    /// Milliseconds since 1970.
    public static let deadLetterTimestamp = "dico-dead-letter-timestamp"
    /// What of the request the letter had to leave out, because it was too large; absent where it is whole.
    public static let deadLetterOmitted = "dico-dead-letter-omitted"

    /// On a record of its own among the dead letters: the letter, as PARTITION:OFFSET, that was put back.
    public static let deadLetterReplayed = "dico-dead-letter-replayed"

    /// All headers that a dead letter adds.
    public static let ofDeadLetters: Set<String> = [
        deadLetterReason, deadLetterDetail, deadLetterTopic, deadLetterPartition, deadLetterOffset,
        deadLetterTimestamp, deadLetterOmitted,
    ]
}
