import Markup

/// What an edition marks the parts of its entries with, for the layout of ordered lists.
struct OrderedListSettings: Sendable {
    /// The headword, in the paragraph before the senses; the page's title where nothing is named.
    let headword: Selector?
    /// The paragraph before the senses; one with a headword where nothing is named.
    let headline: Selector?
    /// Whether a further such paragraph with senses behind it begins an entry of its own.
    let isEntryPerHeadline: Bool
    /// Where a text of another part names the part of speech, and no heading does.
    let kindInText: KindInText?
    let pronunciations: Pronunciations
    let senses: Senses
    /// Labels at the head of a sense, in brackets.
    let labels: Selector?
    /// Those without brackets.
    let bareLabels: Selector?
    let examples: Examples
    let synonyms: Terms
    let antonyms: Terms

    struct KindInText: Sendable {
        /// The headings of parts with such a text.
        let headings: Set<String>
        /// A text that may begin with the name of a part of speech.
        let select: Selector
    }

    struct Pronunciations: Sendable {
        /// Where those stand that are under no heading for them.
        enum Place: String, CaseIterable {
            /// In the paragraph with the headword.
            case headline
            /// Anywhere under the entry's heading, before its senses.
            case entry
        }

        let select: Selector?
        /// What lines with transcriptions begin with; only those count, and what stands between slashes or brackets in
        /// them, where nothing is selected.
        let lines: [String]
        /// The headings that they stand under; empty where they stand in the paragraph with the headword.
        let headings: Set<String>
        /// Where they stand beside those headings, or where there is none.
        let place: Place?
        /// Whether such a heading comes behind the entries that it is for.
        let isBehindEntries: Bool
        /// Notes that may say which part of speech is spoken so: "(noun)".
        let qualifiers: Selector?
        let edits: TextEdits

        var isEmpty: Bool { select == nil && lines.isEmpty }
    }

    struct Senses: Sendable {
        /// Headings that senses stand under though they name no part of speech.
        let headings: Set<String>
        /// Lists of senses, among what stands under the heading; ordered lists where nothing is named.
        let lists: Selector?
        /// What in a sense is no part of its text.
        let strip: Selector?
        /// Whether lists between two lists of senses belong to the sense before them.
        let goOn: Bool
        let edits: TextEdits
    }

    struct Examples: Sendable {
        /// An example, from the sense on.
        let items: Selector?
        /// What of an item is the example, where it has such a part.
        let text: Selector?
        /// What of it is not.
        let strip: Selector?
        let edits: TextEdits
    }

    struct Terms: Sendable {
        /// The headings of lists that hold for the entry.
        let headings: Set<String>
        /// Those that a sense has of its own.
        let onSense: Selector?
        /// Those that stand under the entry's heading and in no sense.
        let onEntry: Selector?
        /// What lines of such terms begin with, before a colon, in a sense.
        let lines: [String]
        /// Whether the items of a list under a heading are for the senses by their order.
        let isInOrder: Bool
        /// What terms under a heading begin with where they name the senses that they are for.
        let marks: NumberMarks
        let edits: TextEdits

        /// Whether terms of the entry may be for some of its senses.
        var namesSenses: Bool { isInOrder || !marks.isEmpty }
    }
}

extension OrderedListSettings {
    /// Reads them. Every fault is noted on `settings`.
    init(_ settings: ManifestSection, edition: Edition) {
        headword = settings.selector("headword")
        isEntryPerHeadline = settings.flag("entry_per_headline") ?? false
        headline = settings.selector("headline")
        if isEntryPerHeadline, headword == nil, headline == nil {
            settings.missing("headline", expected: "a selector, by which entry_per_headline tells headlines")
        }
        kindInText = settings.section("part_of_speech").flatMap(KindInText.init)
        pronunciations = .init(settings.section("pronunciations"))
        senses = .init(settings.section("senses"))
        labels = settings.selector("labels")
        bareLabels = settings.selector("bare_labels")
        examples = .init(settings.section("examples"))
        synonyms = .init(settings.section("synonyms"), edition)
        antonyms = .init(settings.section("antonyms"), edition)
    }
}

extension OrderedListSettings.KindInText {
    fileprivate init?(_ settings: ManifestSection) {
        let select = settings.requiredSelector("select")
        if settings.value("headings") == nil { settings.missing("headings", expected: "the headings of such parts") }
        headings = Set(settings.texts("headings"))
        settings.finish()
        guard let select else { return nil }
        self.select = select
    }
}

extension OrderedListSettings.Pronunciations {
    fileprivate init(_ settings: ManifestSection?) {
        lines = settings?.texts("lines") ?? []
        select = lines.isEmpty ? settings?.requiredSelector("select") : settings?.selector("select")
        headings = Set(settings?.texts("headings") ?? [])
        place = settings?.choice("place", of: Place.self)
        isBehindEntries = settings?.flag("behind_entries") ?? false
        qualifiers = settings?.selector("qualifiers")
        edits = settings.map(TextEdits.init) ?? .none
        settings?.finish()
    }
}

extension OrderedListSettings.Senses {
    fileprivate init(_ settings: ManifestSection?) {
        headings = Set(settings?.texts("headings") ?? [])
        lists = settings?.selector("lists")
        strip = settings?.selector("strip")
        goOn = settings?.flag("go_on") ?? false
        edits = settings.map(TextEdits.init) ?? .none
        settings?.finish()
    }
}

extension OrderedListSettings.Examples {
    fileprivate init(_ settings: ManifestSection?) {
        items = settings?.requiredSelector("items")
        text = settings?.selector("text")
        strip = settings?.selector("strip")
        edits = settings.map(TextEdits.init) ?? .none
        settings?.finish()
    }
}

extension OrderedListSettings.Terms {
    fileprivate init(_ settings: ManifestSection?, _ edition: Edition) {
        headings = Set(settings?.texts("headings") ?? [])
        onSense = settings?.selector("on_sense")
        onEntry = settings?.selector("on_entry")
        lines = settings?.texts("lines") ?? []
        isInOrder = settings?.flag("in_order") ?? false
        marks = settings?.numberMarks("marks", joiningWords: edition.joiningWords) ?? .none
        edits = settings.map(TextEdits.init) ?? .none
        settings?.finish()
    }
}
