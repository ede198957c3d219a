import Lexicon

/// What an answer is kept under: a word, as it was asked of one source.
public struct AnswerKey: Hashable, Sendable, CustomStringConvertible {
    /// The language's code.
    public let language: String
    /// The source's id.
    public let source: String
    /// In its normal form, which all forms lead to that people type.
    public let word: String

    /// - Parameter word: In any form.
    public init(language: String, source: String, word: String) {
        self.language = language
        self.source = source
        self.word = normalForm(of: word)
    }

    /// - Parameter normalWord: In its normal form already.
    init(language: String, source: String, normalWord: String) {
        self.language = language
        self.source = source
        word = normalWord
    }

    /// "language/source/word".
    public var description: String { "\(language)/\(source)/\(word)" }

    /// By the word alone: the few sources of a word cost less to compare than to hash.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(word)
    }
}

extension AnswerKey {
    /// Longest word that is kept, in bytes: that of the longest request.
    static let longestWord = 1_600

    /// Reads a description; nil for what is none.
    public init?(_ description: String) {
        guard description.utf8.count <= Self.longestWord + 2 * RequestLimits.nameBytes else { return nil }
        let bytes = description.utf8
        guard let first = bytes.firstIndex(of: UInt8(ascii: "/")),
            let second = bytes[first...].dropFirst().firstIndex(of: UInt8(ascii: "/"))
        else { return nil }
        let (language, source) = (bytes[..<first], bytes[first..<second].dropFirst())
        let word = bytes[second...].dropFirst()
        guard !language.isEmpty, !source.isEmpty, !word.isEmpty, word.count <= Self.longestWord else { return nil }
        self.init(
            language: String(Substring(language)), source: String(Substring(source)), word: String(Substring(word)))
    }
}
