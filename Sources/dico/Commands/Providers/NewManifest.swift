import Foundation

/// The manifest that a language begins with: its edition of Wiktionary, as far as that can be guessed.
struct NewManifest {
    let code: String

    var text: String {
        """
        # yaml-language-server: $schema=../provider.schema.json
        # \(name): its edition of Wiktionary, to begin with. How a manifest is written: ../README.md.
        language: \(code)
        name: \(name)
        # Other names that people give the language, in lower case.
        aliases: [\(aliases.joined(separator: ", "))]

        # Tried in order: the first that has the word ends it.
        sources:
          - id: wiktionary
            name: Wiktionary
            url: https://\(code).wiktionary.org/wiki/{word}
            word: [spaces-to _]
            # Titles are case-sensitive in their first letter.
            variants: [swap-first-letter-case]
            license: CC BY-SA 4.0
            attribution: Contributors of Wiktionary
            pace: {requests_per_second: 1, concurrency: 1}
            extract:
              wiktionary:
                # Where senses are numbered lists: ordered-list. See ../README.md for the other layouts.
                layout: ordered-list
                # The heading of the language's own section, as the edition writes it.
                section: \(ownName)
                # The headword, in the paragraph before the senses.
                headword: b
                # The edition's headings for parts of speech, and what they are in the common vocabulary.
                parts_of_speech:
                  Noun: noun
                  Verb: verb
                  Adjective: adjective
                pronunciations:
                  # Leave headings out where they stand in the paragraph with the headword.
                  headings: [Pronunciation]
                  select: span.IPA
                # Marks in brackets in front of a definition.
                labels: [small, i]
                examples:
                  items: "> ul > li"
                synonyms: {headings: [Synonyms]}
                antonyms: {headings: [Antonyms]}

        """
    }

    private var name: String { Locale(identifier: "en").localizedString(forLanguageCode: code) ?? code }

    /// The language's name for itself, as a heading.
    private var ownName: String {
        let name = Locale(identifier: code).localizedString(forLanguageCode: code) ?? code
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    private var aliases: [String] {
        let other = Locale.LanguageCode(code).identifier(.alpha3)
        return [other, ownName.lowercased()].compactMap(\.self).filter { $0 != code && $0 != name.lowercased() }
    }
}
