import Foundation
import Lexicon

/// Whether a page that a site gave for a word is a page of that word, and which of its entries are the word's.
///
/// Sites redirect: an inflected form leads to a page of its verb, a phrase to the entry of one of its words. And where an
/// address has no accents, words that differ by them share a page.
enum HeadwordRule: String, Sendable, CaseIterable {
    /// The same letters: case, accents, hyphens and spaces aside, and what a comma sets off, as in "frío, a".
    case sameLetters = "same-letters"
    /// To the letter.
    case exact

    func accepts(_ headword: String, for word: String) -> Bool {
        likenesses.contains { $0(headword, word) }
    }

    /// The entries of the word: those that are most like one of `words`, which are forms of it.
    ///
    /// Where one is spelt as the word is, others that have only its letters are other words'.
    func entries(_ entries: [Entry], forAnyOf words: [String]) -> [Entry] {
        for isLike in likenesses {
            let own = entries.filter { entry in words.contains { isLike(entry.headword, $0) } }
            if !own.isEmpty { return own }
        }
        return []
    }

    /// The ways in which a headword may be the word, the closest first.
    private var likenesses: [@Sendable (_ headword: String, _ word: String) -> Bool] {
        switch self {
        case .exact: [{ $0 == $1 }]
        case .sameLetters:
            [
                { Self.names(in: $0).contains($1) },
                { Self.names(in: $0).map(Self.spelling).contains(Self.spelling(of: $1)) },
                { Self.names(in: $0).map(Self.letters).contains(Self.letters(of: $1)) },
            ]
        }
    }

    /// "frío, a" is "frío" too.
    private static func names(in headword: String) -> [String] {
        [headword, String(headword.prefix { $0 != "," })]
    }

    /// Case aside; and hyphens and spaces, where there is anything else.
    private static func spelling(of text: String) -> String {
        bare(text.folding(options: [.caseInsensitive, .widthInsensitive], locale: nil))
    }

    private static func letters(of text: String) -> String {
        bare(
            text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
                .decomposedStringWithCompatibilityMapping.reduce(into: "") { folded, letter in
                    folded += ligatures[letter] ?? String(letter)
                })
    }

    private static func bare(_ text: String) -> String {
        let bare = text.filter { $0.isLetter || $0.isNumber }
        return bare.isEmpty ? text : bare
    }

    /// Letters that people write as others where they have no key for them, and that folding leaves as they are.
    private static let ligatures: [Character: String] = [
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss",
    ]
}
