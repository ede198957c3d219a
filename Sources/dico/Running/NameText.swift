/// What stands in the place of a name, be it of a command, an option or a setting, and is none that there is: a slip of the
/// fingers, which a message is to tell, or a secret that came into the wrong place, which no message may.
enum NameText {
    /// Whether it may be told: it is written as all names here are, in small letters with hyphens, dots or underscores, or
    /// near to one that there is.
    static func isOne(_ text: some StringProtocol, among known: some Sequence<String> = []) -> Bool {
        let isWritten = text.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || "-._".utf8.contains($0)
        }
        // A cut name ends so.
        return !text.isEmpty && (isWritten || text.hasSuffix("…") && isOne(text.dropLast(), among: known))
            || Likeness.guess(String(text), among: known) != nil
    }
}
