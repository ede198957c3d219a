import Markup

/// What an edition of Wiktionary calls things, whatever its layout.
struct Edition: Sendable {
    /// The language as the edition's headings name it.
    let section: SectionHeading
    /// What stands for headings below the section's own where they are no `h1` to `h6`.
    let headings: Selector?
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
    /// What is said under a heading whose senses somebody has yet to write, or that stand on another page.
    let withoutSenses: [String]
    /// Headings that name no part of speech, though senses may stand right under them.
    let unnamedHeadings: Set<String>
    /// Words that may stand between two labels, and between two parts of speech in a note: "and".
    let joiningWords: Set<String>
    /// Words that join two terms as a comma does.
    let termJoiningWords: [String]
    /// How numbers of senses are written.
    let marks: NumberMarks?

    /// Reads it. Every fault is noted on `settings`; what comes back is of use only where there was none.
    init(_ settings: ManifestSection) {
        section = settings.sectionHeading("section")
        headings = settings.selector("headings")
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
        withoutSenses = settings.texts("without_senses")
        unnamedHeadings = Set(settings.texts("unnamed_headings"))
        joiningWords = Set(settings.texts("joining_words"))
        termJoiningWords = settings.texts("term_joining_words")
        marks = settings.value("marks") == nil ? nil : settings.numberMarks("marks", joiningWords: joiningWords)
        self.partsOfSpeech = partsOfSpeech ?? PartOfSpeechMap([:])
    }

    /// Headings that mean something, beside those of parts of speech.
    var knownHeadings: Set<String> { skipHeadings.union(unnamedHeadings) }

    func isPlaceholder(_ text: String) -> Bool {
        placeholders.contains { text.hasPrefix($0) }
    }

    /// Whether `part` is an entry: by its heading, or by what stands under it.
    func isEntry(_ part: SectionPart) -> Bool {
        guard part.level > section.level else { return false }
        if partsOfSpeech[part.title] != nil { return true }
        guard let entryMarks else { return false }
        return ([part.heading] + part.blocks).contains { $0.firstInclusively(entryMarks) != nil }
    }

    /// Whether a part of a known part of speech says why it has no sense: in words that the manifest knows, or in a box
    /// that is all there is under the heading. Mark-up that has changed does not.
    func saysWhyNoSense(_ part: SectionPart) -> Bool {
        if part.blocks.contains(where: { block in
            let text = block.wholeText
            return withoutSenses.contains { text.contains($0) }
        }) {
            return true
        }
        guard !part.blocks.contains(where: { $0.isList || $0.isElement("p") && $0["title"] != nil }) else {
            return false
        }
        return part.blocks.contains { $0.isNotice && !$0.wholeText.isEmpty }
    }

    /// What `part` calls its part of speech; nil where its heading is about something else.
    func label(of part: SectionPart) -> String? {
        unnamedHeadings.contains(part.title) ? nil : part.title
    }

    func terms(in text: String) -> [String] {
        TermList.terms(in: text, ignoring: notTerms, joinedBy: termJoiningWords)
    }
}

extension Node {
    /// Whether it is a box that speaks of the article, as every edition marks them.
    fileprivate var isNotice: Bool {
        (isElement("table") || isElement("div"))
            && ["noprint", "messagebox", "mbox", "ambox", "mw-message-box", "stub"].contains(where: hasClass)
    }
}
