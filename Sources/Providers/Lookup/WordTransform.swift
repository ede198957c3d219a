import Extraction
import Foundation
import Yams

/// One step on the way from a word to its place in a site's address.
enum WordTransform: Sendable, Hashable {
    case lowerCase
    case stripAccents
    /// ä ö ü become ae oe ue, ß becomes sz.
    case germanASCII
    /// The other case of the first letter: `bank` becomes `Bank` and `Bank` becomes `bank`.
    case swapFirstLetterCase
    case simplifiedToTraditional
    case spacesTo(String)
    /// Runs of anything but letters become this, and none is left at the ends.
    case nonLettersTo(String)

    func apply(to word: String) -> String {
        switch self {
        case .lowerCase: word.lowercased()
        case .stripAccents: Self.strippingAccents(of: word)
        case .germanASCII: Self.germanLetters.reduce(word) { $0.replacing($1.0, with: $1.1) }
        case .swapFirstLetterCase: Self.swappingFirstLetterCase(of: word)
        case .simplifiedToTraditional:
            word.applyingTransform(StringTransform("Simplified-Traditional"), reverse: false) ?? word
        case .spacesTo(let replacement): word.replacing(" ", with: replacement)
        case .nonLettersTo(let replacement):
            word.split { !$0.isLetter }.joined(separator: replacement)
        }
    }

    private static let germanLetters = [
        ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "sz"), ("ẞ", "SZ"),
    ]

    /// Marks fall, and the ligatures that no decomposition knows are written out.
    private static func strippingAccents(of word: String) -> String {
        let decomposed = word.decomposedStringWithCanonicalMapping
            .replacing("œ", with: "oe").replacing("Œ", with: "Oe").replacing("æ", with: "ae").replacing("Æ", with: "Ae")
        let bare = decomposed.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
        return String(String.UnicodeScalarView(bare)).precomposedStringWithCanonicalMapping
    }

    private static func swappingFirstLetterCase(of word: String) -> String {
        guard let first = word.first else { return word }
        return (first.isUppercase ? first.lowercased() : first.uppercased()) + word.dropFirst()
    }
}

extension WordTransform {
    /// Those that a manifest names by a word alone.
    private static let plain: [String: WordTransform] = [
        "lower-case": .lowerCase, "strip-accents": .stripAccents, "german-ascii": .germanASCII,
        "swap-first-letter-case": .swapFirstLetterCase, "simplified-to-traditional": .simplifiedToTraditional,
    ]

    /// Those with an argument: `spaces-to _`.
    private static let withArgument: [String: @Sendable (String) -> WordTransform] = [
        "spaces-to": { .spacesTo($0) }, "non-letters-to": { .nonLettersTo($0) },
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
    static var forms: String {
        (plain.keys.sorted() + withArgument.keys.sorted().map { "\($0) TEXT" }).joined(separator: ", ")
    }
}

extension ManifestSection {
    /// A list of transforms, applied one after the other.
    func transforms(_ key: String) -> [WordTransform] {
        texts(key).compactMap { transform(of: $0, key) }
    }

    /// A list of transforms, or of lists of them.
    func transformLists(_ key: String) -> [[WordTransform]] {
        guard let sequence = value(key)?.sequence else { return transforms(key).map { [$0] } }
        return sequence.enumerated().map { index, node in
            let place = "\(key)[\(index)]"
            return texts(of: node, place).compactMap { transform(of: $0, place, at: node) }
        }
    }

    private func transform(of text: String, _ key: String, at node: YAMLNode? = nil) -> WordTransform? {
        if let transform = WordTransform(text) { return transform }
        fault(key, "\"\(text)\" is no transform, expected one of \(WordTransform.forms)", at: node)
        return nil
    }
}
