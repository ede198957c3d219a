import Foundation

extension TopicLayout {
    /// Kafka's own rule for the names of topics.
    public static func isTopicName(_ topic: String) -> Bool {
        (1...249).contains(topic.utf8.count) && topic != "." && topic != ".." && topic.allBytes(isInName)
    }

    /// A person's name as a part of a topic's: letters of any script in Latin without accents, and `_` for all else.
    public static func part(for name: String) -> String {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        let letters = latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
        return String(letters.map { $0.utf8.allSatisfy(isInName) ? $0 : "_" })
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
