import Foundation

/// The manifest that a language begins with.
struct NewManifest {
    /// What the pages of its first source look like.
    enum Shape: String, CaseIterable {
        case orderedList = "ordered-list"
        case captionedBlocks = "captioned-blocks"
        case definitionList = "definition-list"
        case selectors, json
    }

    let code: String
    let shape: Shape

    var text: String {
        """
        # yaml-language-server: $schema=../provider.schema.json
        # \(name): to begin with. How a manifest is written: dico's providers/README.md.
        language: \(code)
        name: \(name)
        # Other names that people give the language, in lower case.
        aliases: [\(aliases.joined(separator: ", "))]

        # Tried in order: the first that has the word ends it.
        sources:
        \(source)
            extract:
        \(extract)

        """
    }

    /// What another language's manifest says, for this one: its address and its names are changed, and what the edition
    /// calls things is left to be changed.
    func text(from other: String, of otherCode: String) -> String {
        let old = NewManifest(code: otherCode, shape: shape)
        return other.replacing("language: \(otherCode)\n", with: "language: \(code)\n")
            .replacing("name: \(old.name)\n", with: "name: \(name)\n")
            .replacing(/\naliases: .*\n/, with: "\naliases: [\(aliases.joined(separator: ", "))]\n")
            .replacing("//\(otherCode).", with: "//\(code).")
            // What was learnt of the other's pages, and its words.
            .replacing(/\n    (?:canary|expect|tried_on): [^\n]*/, with: "")
            .replacing("section: \(old.ownName)", with: "section: \(ownName)")
            .replacing("name: \(old.ownName),", with: "name: \(ownName),")
            .replacing("section: \(old.name)", with: "section: \(name)")
            .replacing(
                /\n# \p{L}[^\n]*\n/, with: "\n# \(name), after \(old.name): change what the site calls things.\n",
                maxReplacements: 1)
    }

    private var source: String {
        switch shape {
        case .orderedList, .captionedBlocks, .definitionList:
            """
              - id: wiktionary
                name: Wiktionary
                url: https://\(code).wiktionary.org/wiki/{word}
                word: [spaces-to _]
                # Titles are case-sensitive in their first letter.
                variants: [other-cases]
                license: CC BY-SA 4.0
                attribution: Contributors of Wiktionary
                pace: {requests_per_second: 1, concurrency: 1}
            """
        case .selectors, .json:
            """
              - id: site
                name: Site
                # The address of a word's page.
                url: https://www.example.org/{word}
                word: [lower-case, spaces-to -]
                pace: {requests_per_second: 0.5, concurrency: 1}
                # How it says that it lacks a word, where it does not answer 404.
                # not_found: [{says: No results}]
            """
        }
    }

    private var extract: String {
        let words = EditionWords(of: code)
        let kinds = """
                    # The edition's headings for parts of speech, and what they are in the common vocabulary.
                    parts_of_speech:
                      \(words.noun): noun
                      \(words.verb): verb
                      \(words.adjective): adjective
            """
        switch shape {
        case .orderedList:
            return """
                      wiktionary:
                        # Where senses are numbered lists. See the guide for the other layouts.
                        layout: ordered-list
                        # The heading of the language's own section, as the edition writes it.
                        section: \(ownName)
                        # The headword, in the paragraph before the senses.
                        headword: b
                \(kinds)
                        pronunciations:
                          # Leave headings out where they stand in the paragraph with the headword.
                          headings: [\(words.pronunciation)]
                          select: span.IPA
                        # Marks in brackets in front of a definition.
                        labels: [small, i]
                        examples:
                          items: "> ul > li"
                        synonyms: {headings: [\(words.synonyms)]}
                        antonyms: {headings: [\(words.antonyms)]}
                """
        case .captionedBlocks:
            return """
                      wiktionary:
                        layout: captioned-blocks
                        # The heading of the language's own section, as the edition writes it.
                        section: \(ownName)
                        # The title of the paragraph above each list.
                        captions:
                          senses: Senses
                          pronunciations: \(words.pronunciation)
                          examples: Examples
                          synonyms: \(words.synonyms)
                          antonyms: \(words.antonyms)
                        pronunciations: {select: span.ipa}
                        # How senses are numbered.
                        marks: "[1]"
                \(kinds)
                """
        case .definitionList:
            return """
                      wiktionary:
                        layout: definition-list
                        # The heading of the language's own section, as the edition writes it.
                        section: \(ownName)
                        # What the notes on a sense begin with.
                        notes: {examples: [Example], synonyms: [\(words.synonyms)], antonyms: [\(words.antonyms)]}
                \(kinds)
                """
        case .selectors:
            return """
                      selectors:
                        # One for each homograph or part of speech.
                        entry: article
                        headword: h1
                        part_of_speech: .kind
                        parts_of_speech: {noun: noun, verb: verb, adjective: adjective}
                        pronunciations:
                          - {select: .ipa}
                        # A sense in the entry, and what in it is what.
                        sense: li
                        definition: {own_text: true}
                        labels: .label
                        examples: .example
                """
        case .json:
            return """
                      json:
                        # Keys joined by dots; a list on the way stands for all its elements.
                        entries: entries
                        headword: word
                        pronunciations:
                          - {path: phonetic}
                        senses: senses
                        definition: definition
                        # ^ is the object around the sense.
                        part_of_speech: ^.part_of_speech
                        parts_of_speech: {noun: noun, verb: verb, adjective: adjective}
                        examples: examples
                """
        }
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
