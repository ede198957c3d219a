import Foundation

/// Whether a page that a site gave for a word is a page of that word.
///
/// Sites redirect: an inflected form leads to a page of its verb, a phrase to the entry of one of its words.
enum HeadwordRule: String, Sendable, CaseIterable {
    /// The same letters: case, accents, hyphens and spaces aside, and what a comma sets off, as in "frío, a".
    case sameLetters = "same-letters"
    /// To the letter.
    case exact

    func accepts(_ headword: String, for word: String) -> Bool {
        switch self {
        case .exact: headword == word
        case .sameLetters:
            [headword, String(headword.prefix { $0 != "," })].contains {
                Self.letters(of: $0) == Self.letters(of: word)
            }
        }
    }

    func accepts(_ headword: String, forAnyOf words: [String]) -> Bool {
        words.contains { accepts(headword, for: $0) }
    }

    private static func letters(of text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .filter { $0.isLetter || $0.isNumber }
    }
}
