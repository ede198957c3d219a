import Markup

/// What an edition of Wiktionary calls things, whatever its layout.
struct Edition: Sendable {
    /// The language as the edition's headings name it.
    let section: String
    let partsOfSpeech: PartOfSpeechMap
    /// Shows, in a heading or under it, that an entry begins, also where the heading's name is unknown.
    let entryMarks: Selector?
    /// What is no text of an entry, wherever it stands.
    let skip: Selector?
    /// Headings of parts that have nothing of an entry: translations, derived terms. They are left out unparsed.
    let skipHeadings: Set<String>
    /// What a piece that is no term begins with: "see also".
    let notTerms: [String]
    /// What a text that somebody has yet to write begins with.
    let placeholders: [String]

    /// Reads it. Every fault is noted on `settings`; what comes back is of use only where there was none.
    init(_ settings: ManifestSection) {
        section = settings.requiredText("section", expected: "the language as the edition's headings name it")
        let partsOfSpeech = settings.partsOfSpeech("parts_of_speech")
        if partsOfSpeech == nil {
            settings.missing("parts_of_speech", expected: "the edition's headings and what they mean")
        }
        entryMarks = settings.selector("entry_marks")
        skip = settings.selector("skip")
        skipHeadings = Set(settings.texts("skip_headings"))
        if let read = skipHeadings.sorted().first(where: { partsOfSpeech?[$0] != nil }) {
            settings.fault("skip_headings", "\"\(read)\" is one of parts_of_speech too, which makes it an entry")
        }
        notTerms = settings.texts("not_terms")
        placeholders = settings.texts("placeholders")
        self.partsOfSpeech = partsOfSpeech ?? PartOfSpeechMap([:])
    }

    func isPlaceholder(_ text: String) -> Bool {
        placeholders.contains { text.hasPrefix($0) }
    }

    /// Whether `part` is an entry: by its heading, or by what stands under it.
    func isEntry(_ part: SectionPart) -> Bool {
        guard part.level > 2 else { return false }
        if partsOfSpeech[part.title] != nil { return true }
        guard let entryMarks else { return false }
        return part.heading.first(entryMarks) != nil || part.blocks.contains { $0.first(entryMarks) != nil }
    }

    func terms(in text: String) -> [String] {
        TermList.terms(in: text, ignoring: notTerms)
    }
}
