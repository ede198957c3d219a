import Lexicon

/// Whether a page that a site gave for a word is a page of that word, and which of its entries are the word's.
///
/// Sites redirect: an inflected form leads to a page of its verb, a phrase to the entry of one of its words. And where an
/// address has no accents, words that differ by them share a page.
enum HeadwordRule: String, Sendable, CaseIterable {
    /// The same letters: case, accents, hyphens and spaces aside, and what a comma sets off, as in "frío, a".
    case sameLetters = "same-letters"
    /// To the letter, however it is typed.
    case exact

    func accepts(_ headword: String, for word: String, in orthography: Orthography) -> Bool {
        headword.utf8.count <= Self.longest && likenesses(orthography).contains { $0(headword, word) }
    }

    /// The entries of the word: those that are most like one of `words`, which are forms of it.
    ///
    /// Where one is spelt as the word is, others that have only its letters are other words'.
    func entries(_ entries: [Entry], forAnyOf words: [String], in orthography: Orthography) -> [Entry] {
        let entries = entries.filter { $0.headword.utf8.count <= Self.longest }
        for isLike in likenesses(orthography) {
            let own = entries.filter { entry in words.contains { isLike(entry.headword, $0) } }
            if !own.isEmpty { return own }
        }
        return []
    }

    /// Bytes of the longest headword that may be a word: folding takes time with the length, for each entry.
    private static let longest = 4 * RequestLimits().wordCharacters + 1_000

    private typealias Likeness = (_ headword: String, _ word: String) -> Bool

    /// The ways in which a headword may be the word, the closest first.
    private func likenesses(_ orthography: Orthography) -> [Likeness] {
        switch self {
        case .exact: [{ normalForm(of: $0) == normalForm(of: $1) }]
        case .sameLetters:
            [
                Self.likeness(by: normalForm), Self.likeness(by: orthography.spelling),
                Self.likeness(by: orthography.letters),
            ]
        }
    }

    /// Alike are those of which `fold` makes the same.
    private static func likeness(by fold: @escaping (String) -> String) -> Likeness {
        { headword, word in names(in: headword).map(fold).contains(fold(word)) }
    }

    /// "frío, a" is "frío" too.
    private static func names(in headword: String) -> [String] {
        [headword, String(headword.prefix { $0 != "," })]
    }
}
