/// One entry of a dictionary page: a headword with one part of speech. Homographs are several entries.
public struct Entry: Sendable, Hashable, Codable {
    /// As the page writes it, which need not be the word that was asked.
    public var headword: String
    /// Nil where the page has none that is known.
    public var partOfSpeech: PartOfSpeech?
    /// The part of speech in the page's own words: "Substantiv, f".
    public var partOfSpeechLabel: String?
    /// In the order of the page.
    public var pronunciations: [Pronunciation]
    /// In the order of the page; an entry without one is not kept.
    public var senses: [Sense]
    /// Synonyms that the page gives for the entry as a whole; those of one sense stand with the sense.
    public var synonyms: [String]
    /// Of the entry as a whole.
    public var antonyms: [String]

    /// An entry with what was read; the rest is empty.
    public init(
        headword: String, partOfSpeech: PartOfSpeech? = nil, partOfSpeechLabel: String? = nil,
        pronunciations: [Pronunciation] = [], senses: [Sense] = [], synonyms: [String] = [], antonyms: [String] = []
    ) {
        self.headword = headword
        self.partOfSpeech = partOfSpeech
        self.partOfSpeechLabel = partOfSpeechLabel
        self.pronunciations = pronunciations
        self.senses = senses
        self.synonyms = synonyms
        self.antonyms = antonyms
    }

    enum CodingKeys: String, CodingKey {
        case headword
        case partOfSpeech = "part_of_speech"
        case partOfSpeechLabel = "part_of_speech_label"
        case pronunciations, senses, synonyms, antonyms
    }
}

/// One meaning of an entry. Its sub-senses are senses of their own, in page order.
public struct Sense: Sendable, Hashable, Codable {
    /// The sense's own text, without numbering and labels; empty where a page only groups sub-senses.
    public var definition: String
    /// Usage, register and domain labels: "dated", "Botany".
    public var labels: [String]
    /// Whole sentences, without their translations.
    public var examples: [String]
    /// Words alone, without labels.
    public var synonyms: [String]
    /// Words alone, without labels.
    public var antonyms: [String]
    /// What is numbered beneath it.
    public var senses: [Sense]

    /// A sense with what was read; the rest is empty.
    public init(
        definition: String, labels: [String] = [], examples: [String] = [], synonyms: [String] = [],
        antonyms: [String] = [], senses: [Sense] = []
    ) {
        self.definition = definition
        self.labels = labels
        self.examples = examples
        self.synonyms = synonyms
        self.antonyms = antonyms
        self.senses = senses
    }
}

/// How a headword is spoken.
public struct Pronunciation: Sendable, Hashable, Codable {
    /// The transcription without its slashes or brackets: "ˈvɔlkə".
    public var text: String
    /// How the text is to be read.
    public var notation: Notation

    /// IPA, unless another notation is named.
    public init(text: String, notation: Notation = .ipa) {
        self.text = text
        self.notation = notation
    }

    /// The writing that a transcription is in.
    public enum Notation: String, Sendable, Codable, CaseIterable {
        case ipa, pinyin, bopomofo
        /// A dictionary's own spelling of the sound: "ri-spel".
        case respelling
    }
}
