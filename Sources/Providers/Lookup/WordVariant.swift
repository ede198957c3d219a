import Extraction
import Lexicon
import Yams

/// A way from a word to other forms of it that a site may have instead: its steps, taken one after the other.
struct WordVariant: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case respelling(Respelling)
        case transform(WordTransform)
    }

    /// What readers of a language take for the same word.
    enum Respelling: String, Sendable, CaseIterable {
        case otherCases = "other-cases"
        case withoutCapitals = "without-capitals"
        case ligatures
        case eszett
        case typographicApostrophes = "typographic-apostrophes"
    }

    var steps: [Step]

    /// The forms that it makes of a word, the likeliest first; that may be the word alone.
    func forms(of word: String, in orthography: Orthography) -> [String] {
        steps.reduce([word]) { forms, step in forms.flatMap { step.forms(of: $0, in: orthography) } }
    }
}

extension WordVariant.Step {
    fileprivate func forms(of word: String, in orthography: Orthography) -> [String] {
        switch self {
        case .transform(let transform): [transform.apply(to: word, in: orthography)]
        case .respelling(.otherCases): orthography.otherCases(of: word)
        case .respelling(.withoutCapitals): orthography.withoutCapitals(word)
        case .respelling(.ligatures): Orthography.ligatureForms(of: word)
        case .respelling(.eszett): Orthography.eszettForms(of: word)
        case .respelling(.typographicApostrophes): [word.replacing("'", with: "\u{2019}")]
        }
    }

    /// Reads it as a manifest writes it; nil for what is none.
    fileprivate init?(_ text: String) {
        if let respelling = WordVariant.Respelling(rawValue: text) {
            self = .respelling(respelling)
        } else if let transform = WordTransform(text) {
            self = .transform(transform)
        } else {
            return nil
        }
    }

    /// What a manifest may write.
    fileprivate static var names: String {
        (WordVariant.Respelling.allCases.map(\.rawValue) + [WordTransform.names]).joined(separator: ", ")
    }
}

extension ManifestSection {
    /// A list of steps, each a variant, or of lists of them.
    func variants(_ key: String) -> [WordVariant] {
        guard let sequence = value(key)?.sequence else {
            return texts(key).compactMap { step(of: $0, key) }.map { WordVariant(steps: [$0]) }
        }
        return sequence.enumerated().map { index, node in
            let place = "\(key)[\(index)]"
            return WordVariant(steps: texts(of: node, place).compactMap { step(of: $0, place, at: node) })
        }
    }

    private func step(of text: String, _ key: String, at node: YAMLNode? = nil) -> WordVariant.Step? {
        if let step = WordVariant.Step(text) { return step }
        fault(key, "\"\(text)\" is no variant, expected one of \(WordVariant.Step.names)", at: node)
        return nil
    }
}
