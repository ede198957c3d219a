import Lexicon

extension Sense {
    /// How many texts it has beside its definition, without those of its sub-senses.
    var ownTexts: Int { labels.count + examples.count + synonyms.count + antonyms.count }
}
