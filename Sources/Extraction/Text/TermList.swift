import Foundation

/// Synonyms and antonyms out of a running text such as "(animal): hound, pooch; see also Thesaurus:dog".
///
/// From text and not from links, because a phrase links only one of its words.
enum TermList {
    /// As many as no page may have, so that one with more is told so before all of them are looked at.
    private static let most = ReadingLimits().texts

    /// - Parameter ignored: What a piece that is no term begins with: "see also".
    /// - Parameter words: Words that stand between two terms as a comma does: "and".
    static func terms(in text: String, ignoring ignored: [String] = [], joinedBy words: [String] = []) -> [String] {
        let ignored = ignored.map { $0.lowercased() }
        let list = words.reduce(withoutBrackets(text)) { $0.replacing(" \($1) ", with: ", ") }
        return list.split(maxSplits: most) { ",;،、；，".contains($0) }.flatMap { piece -> [String] in
            // "theta — a note on it"
            var term = trimmed(piece.split(separator: " — ").first ?? "")
            let folded = term.lowercased()
            if ignored.contains(where: { folded.hasPrefix($0) || folded.contains(": \($0)") }) { return [] }
            // "taxonomic names: Canis": what stands before the colon is a label.
            if let colon = term.lastIndex(where: { ":：".contains($0) }) {
                term = trimmed(term[term.index(after: colon)...])
            }
            return alternatives(term)
        }
    }

    /// "A/B/C" of single words is as many terms.
    private static func alternatives(_ term: String) -> [String] {
        let parts = term.split(separator: "/", maxSplits: most, omittingEmptySubsequences: false)
        let areWords = parts.count > 1 && parts.allSatisfy { !$0.isEmpty && !$0.contains(" ") }
        return (areWords ? parts.map(String.init) : [term]).filter { !$0.isBlankMark }
    }

    /// Notes and sense marks: "(dated)", "[1, 2]".
    private static func withoutBrackets(_ text: String) -> String {
        var depth = 0
        var kept = ""
        for character in text {
            switch character {
            case "(", "[", "（": depth += 1
            case ")", "]", "）": depth = max(0, depth - 1)
            default: if depth == 0 { kept.append(character) }
            }
        }
        return kept
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        text.trimmingCharacters(in: edges)
    }

    private static let edges = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: ".:;,\"“”„«»—–→"))
}

extension StringProtocol {
    /// Whether it only says that there is nothing: a dash, or nothing at all.
    var isBlankMark: Bool { allSatisfy { "-–—−‐‑―?".contains($0) } }
}
