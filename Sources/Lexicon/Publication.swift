/// A found definition as the reference implementation's streaming job takes it: `{"word", "definition",
/// "response_topic"}`.
public struct Publication: Sendable, Hashable {
    /// As it was asked.
    public var word: String
    /// In the seed form: numbered lines.
    public var definition: String
    /// Where the answer itself went; nil where nowhere.
    public var responseTopic: String?

    /// What is told to whoever reads all definitions.
    public init(word: String, definition: String, responseTopic: String?) {
        self.word = word
        self.definition = definition
        self.responseTopic = responseTopic
    }

    /// The publication as a Kafka value: JSON, UTF-8.
    public func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("word")
            json.string(word)
            json.key("definition")
            json.string(definition)
            json.key("response_topic")
            json.string(responseTopic)
        }
        return json.bytes
    }
}
