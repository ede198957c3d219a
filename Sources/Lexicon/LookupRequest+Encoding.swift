import Foundation

extension LookupRequest {
    /// The request as a Kafka value: JSON, UTF-8; what is not set stays out.
    public func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("word")
            json.string(word)
            if let responseTopic {
                json.key("response_topic")
                json.string(responseTopic)
            }
            guard form == .full else { return }
            if let id {
                json.key("id")
                json.string(id)
            }
            if let language {
                json.key("language")
                json.string(language)
            }
            if let sources {
                json.key("sources")
                json.array(sources) { $0.string($1) }
            }
            if fresh {
                json.key("fresh")
                json.bool(true)
            }
            if let deadline {
                json.key("deadline")
                json.string(deadline.formatted(RFC3339.precise))
            }
        }
        return json.bytes
    }
}
