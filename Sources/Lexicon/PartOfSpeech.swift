/// The common vocabulary for parts of speech, shared by all languages. The raw value is what goes over the wire.
public enum PartOfSpeech: String, Sendable, Codable, CaseIterable {
    case noun
    case properNoun = "proper noun"
    case verb, adjective, adverb, pronoun, preposition, postposition, conjunction, interjection
    case determiner, article, numeral, particle, prefix, suffix
    case symbol, letter, character
    case phrase, proverb, idiom, abbreviation, contraction
}
