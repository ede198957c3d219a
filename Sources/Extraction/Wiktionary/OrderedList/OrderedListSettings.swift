import Markup

/// What an edition marks the parts of its entries with, for the layout of ordered lists.
struct OrderedListSettings: Sendable {
    /// The headword, in the paragraph before the senses.
    let headword: Selector
    let pronunciations: Pronunciations
    /// Labels at the head of a sense.
    let labels: Selector?
    let examples: Examples
    let synonyms: Terms
    let antonyms: Terms

    struct Pronunciations: Sendable {
        let select: Selector?
        /// The headings that they stand under; empty where they stand in the paragraph with the headword.
        let headings: Set<String>
        /// Notes that may say which part of speech is spoken so: "(noun)".
        let qualifiers: Selector?
    }

    struct Examples: Sendable {
        /// An example, from the sense on.
        let items: Selector?
        /// What of an item is the example, where it has such a part.
        let text: Selector?
    }

    struct Terms: Sendable {
        /// The headings of lists that hold for the entry.
        let headings: Set<String>
        /// Those that a sense has of its own.
        let onSense: Selector?
    }
}

extension OrderedListSettings {
    /// Reads them; nil where one that is needed is missing or wrong.
    init?(_ settings: ManifestSection) {
        let headword = settings.requiredSelector("headword")
        pronunciations = .init(settings.section("pronunciations"))
        labels = settings.selector("labels")
        examples = .init(settings.section("examples"))
        synonyms = .init(settings.section("synonyms"))
        antonyms = .init(settings.section("antonyms"))
        guard let headword else { return nil }
        self.headword = headword
    }
}

extension OrderedListSettings.Pronunciations {
    fileprivate init(_ settings: ManifestSection?) {
        select = settings?.requiredSelector("select")
        headings = Set(settings?.texts("headings") ?? [])
        qualifiers = settings?.selector("qualifiers")
        settings?.finish()
    }
}

extension OrderedListSettings.Examples {
    fileprivate init(_ settings: ManifestSection?) {
        items = settings?.requiredSelector("items")
        text = settings?.selector("text")
        settings?.finish()
    }
}

extension OrderedListSettings.Terms {
    fileprivate init(_ settings: ManifestSection?) {
        headings = Set(settings?.texts("headings") ?? [])
        onSense = settings?.selector("on_sense")
        settings?.finish()
    }
}
