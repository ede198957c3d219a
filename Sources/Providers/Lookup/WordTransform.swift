import Extraction
import Foundation
import Lexicon

/// One step on the way from a word to its place in a site's address.
enum WordTransform: Sendable, Hashable {
    case lowerCase
    case stripAccents
    /// ä ö ü become ae oe ue, ß becomes sz.
    case germanASCII
    case swapFirstLetterCase
    case simplifiedToTraditional
    case traditionalToSimplified
    case spacesTo(String)
    case apostrophesTo(String)
    /// Runs of anything but letters become this, and none is left at the ends.
    case nonLettersTo(String)

    func apply(to word: String, in orthography: Orthography) -> String {
        switch self {
        case .lowerCase: orthography.lowercased(word)
        case .stripAccents: Self.strippingAccents(of: word)
        case .germanASCII: Self.germanLetters.reduce(word) { $0.replacing($1.0, with: $1.1) }
        case .swapFirstLetterCase: Self.swappingFirstLetterCase(of: word)
        case .simplifiedToTraditional: Self.transliterating(word, "Simplified-Traditional")
        case .traditionalToSimplified: Self.transliterating(word, "Traditional-Simplified")
        case .spacesTo(let replacement): word.replacing(" ", with: replacement)
        case .apostrophesTo(let replacement): word.replacing("'", with: replacement)
        case .nonLettersTo(let replacement):
            word.split { !$0.isLetter }.joined(separator: replacement)
        }
    }

    private static func transliterating(_ word: String, _ transform: String) -> String {
        word.applyingTransform(StringTransform(transform), reverse: false) ?? word
    }

    private static func swappingFirstLetterCase(of word: String) -> String {
        guard let first = word.first else { return word }
        return (first.isUppercase ? first.lowercased() : first.uppercased()) + word.dropFirst()
    }

    private static let germanLetters = [
        ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "sz"), ("ẞ", "SZ"),
    ]

    /// Marks fall, and the ligatures that no decomposition knows are written out.
    private static func strippingAccents(of word: String) -> String {
        let decomposed = Orthography.writingOutLigatures(of: word.decomposedStringWithCanonicalMapping)
        let bare = decomposed.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
        return String(String.UnicodeScalarView(bare)).precomposedStringWithCanonicalMapping
    }
}

extension WordTransform {
    /// Those that a manifest names by a word alone.
    private static let plain: [String: WordTransform] = [
        "lower-case": .lowerCase, "strip-accents": .stripAccents, "german-ascii": .germanASCII,
        "swap-first-letter-case": .swapFirstLetterCase,
        "simplified-to-traditional": .simplifiedToTraditional, "traditional-to-simplified": .traditionalToSimplified,
    ]

    /// Those with an argument: `spaces-to _`.
    private static let withArgument: [String: @Sendable (String) -> WordTransform] = [
        "spaces-to": { .spacesTo($0) }, "apostrophes-to": { .apostrophesTo($0) },
        "non-letters-to": { .nonLettersTo($0) },
    ]

    /// Reads it as a manifest writes it; nil for what is none.
    init?(_ text: String) {
        if let plain = Self.plain[text] {
            self = plain
            return
        }
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let make = Self.withArgument[parts[0]] else { return nil }
        self = make(parts[1])
    }

    /// What a manifest may write.
    static var names: String {
        (plain.keys.sorted() + withArgument.keys.sorted().map { "\($0) TEXT" }).joined(separator: ", ")
    }
}

extension ManifestSection {
    /// A list of transforms, applied one after the other.
    func transforms(_ key: String) -> [WordTransform] {
        texts(key).compactMap { text in
            let transform = WordTransform(text)
            if transform == nil {
                fault(key, "\"\(text)\" is no transform, expected one of \(WordTransform.names)")
            }
            return transform
        }
    }
}
