import Kafka
import Lexicon

extension ConsumerRecord {
    /// The trace that the record belongs to, 32 hexadecimal digits, by its header `traceparent` (W3C Trace Context);
    /// nil where it has none, or none in that form.
    var traceID: String? {
        guard let value = headers.first(where: { $0.name == WireHeader.traceParent })?.value, value.count >= 55,
            let text = String(validating: value.prefix(36), as: UTF8.self)
        else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 2, parts[1].count == 32, parts[1].allSatisfy(\.isHexDigit),
            parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return parts[1].lowercased()
    }
}
