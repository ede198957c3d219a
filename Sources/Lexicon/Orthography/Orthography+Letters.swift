import Foundation

extension Orthography {
    /// What is the same for two spellings of a word: case and width aside; and hyphens, spaces and marks, where there is
    /// anything else.
    package func spelling(of text: String) -> String {
        Self.bare(lowercased(text).folding(options: [.caseInsensitive, .widthInsensitive], locale: nil))
    }

    /// What is the same for two words of the same letters: accents aside too, ligatures written out, and letters that
    /// people write as others where they have no key for them.
    package func letters(of text: String) -> String {
        let folded = lowercased(text)
            .folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .decomposedStringWithCompatibilityMapping
        return Self.bare(
            folded.reduce(into: "") { letters, letter in
                let stands = hasDotlessI && letter == "ı" ? nil : Self.standIns[letter]
                letters += stands ?? String(letter)
            })
    }

    private static func bare(_ text: String) -> String {
        let bare = text.filter { $0.isLetter || $0.isNumber }
        return bare.isEmpty ? text : bare
    }

    private static let standIns: [Character: String] = [
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "ς": "σ",
    ]
}

extension Orthography {
    private static let ligatures = [("œ", "oe"), ("æ", "ae"), ("Œ", "Oe"), ("Æ", "Ae")]

    /// œ and æ written out: "cœur" becomes "coeur".
    package static func writingOutLigatures(of word: String) -> String {
        ligatures.reduce(word) { $0.replacing($1.0, with: $1.1) }
    }

    /// The forms of a word with oe and ae as œ and æ, and the other way round.
    package static func ligatureForms(of word: String) -> [String] {
        let joined = (ligatures + [("Œ", "OE"), ("Æ", "AE")]).reduce(word) { $0.replacing($1.1, with: $1.0) }
        return [joined, writingOutLigatures(of: word)].filter { $0 != word }
    }

    /// The forms of a German word with one of its ss as ß: capitals have none, and neither has Switzerland.
    package static func eszettForms(of word: String) -> [String] {
        word.ranges(of: "ss").map { word.replacingCharacters(in: $0, with: "ß") }
    }
}
