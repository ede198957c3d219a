import Kafka
import Lexicon
import Logging

/// What the log says of a request: never a page's text.
extension Assignment.Ticket {
    /// - Parameter taken: When the request was, where it had to be looked up.
    func line(
        about reply: LookupReply, to record: ConsumerRecord, taken: ContinuousClock.Instant?
    ) -> Logger.Metadata {
        var line = origin(of: record)
        line["word"] = "\(quoted(reply.word))"
        line["language"] = "\(reply.language ?? "-")"
        line["outcome"] = "\(reply.outcome.rawValue)"
        line["cached"] = "\(reply.cached)"
        if let taken { line["seconds"] = "\(taken.duration(to: .now) / .seconds(1))" }
        return line
    }

    func line(about reason: DeadLetterReason, _ detail: String, of record: ConsumerRecord) -> Logger.Metadata {
        var line = origin(of: record)
        line["reason"] = "\(reason.rawValue)"
        line["detail"] = "\(detail)"
        return line
    }

    private func origin(of record: ConsumerRecord) -> Logger.Metadata {
        var line: Logger.Metadata = ["partition": "\(topicPartition)", "offset": "\(offset)"]
        if let trace = record.traceID { line["trace_id"] = "\(trace)" }
        return line
    }
}
