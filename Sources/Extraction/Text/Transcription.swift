import Foundation

/// How a pronunciation is written down.
enum Transcription {
    /// The transcriptions in a text such as "/fo/ or [ˈfo]": what stands between slashes, backslashes or square brackets;
    /// the whole where nothing does.
    static func all(in text: String) -> [String] {
        guard text.utf8.count <= longest else { return [] }
        let found = enclosed(in: text)
        return (found.isEmpty ? [text] : found).map(withoutBrackets).filter { !$0.isEmpty && !$0.hasPrefix("-") }
    }

    /// What stands between slashes, backslashes or square brackets, as it is written.
    static func enclosed(in text: String) -> [String] {
        guard text.utf8.count <= longest else { return [] }
        var found: [String] = []
        var rest = text[...]
        while let start = rest.firstIndex(where: { closing[$0] != nil }), let close = closing[rest[start]] {
            let inside = rest[rest.index(after: start)...]
            guard let end = inside.firstIndex(of: close) else { break }
            found.append(String(inside[..<end]))
            rest = inside[inside.index(after: end)...]
        }
        return found
    }

    /// Bytes of the longest text that is looked through: what is marked as transcriptions may be an element around much else.
    private static let longest = 4_000

    private static let closing: [Character: Character] = ["/": "/", "\\": "\\", "[": "]"]

    /// Slashes, backslashes and square brackets say how exact a transcription is, and are no part of it.
    static func withoutBrackets(_ text: String) -> String {
        text.trimmingCharacters(in: brackets)
    }

    private static let brackets = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "/\\[]"))
}
