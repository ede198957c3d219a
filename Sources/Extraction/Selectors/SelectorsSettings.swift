import Lexicon
import Markup

/// What a site marks the parts of its entries with.
struct SelectorsSettings: Sendable {
    /// What is no text of an entry, wherever it stands.
    let strip: Selector?
    /// Tables whose cells are repeated in every row and column that they span.
    let repeatCells: Selector?
    /// One for each homograph or part of speech; an entry inside another is part of it.
    let entry: Extent
    /// In the entry or around it; the word that was asked where nothing is named.
    let headword: Field?
    /// Whether the word that was asked stands for one that is nowhere.
    let headwordMayLack: Bool
    /// In the entry.
    let partOfSpeech: Field?
    let partsOfSpeech: PartOfSpeechMap
    /// In the entry or around it.
    let pronunciations: [Sound]
    /// A sense inside another is its sub-sense.
    let sense: Extent
    /// In the sense, or before it: an entry is made for each.
    let sensePartOfSpeech: Field?
    /// Whether that stands before senses, and holds for all up to the next.
    let sensePartOfSpeechHolds: Bool
    /// How numbers of senses are written in front of them.
    let marks: NumberMarks
    /// Which entries may do without any sense.
    let sensesMayLack: Lack
    /// What an entry without a sense of its own has instead.
    let phrases: Phrases?
    /// Whether a sense that an earlier entry has already is left out.
    let sensesStandOnce: Bool
    /// The sense's own text; the whole of it, less its sub-senses, where nothing is named.
    let definition: Field?
    /// The text of a sense that has no definition.
    let definitionOtherwise: Field?
    /// Marks in front of a definition: the first that is a part of speech is the sense's, others are labels.
    let head: Field?
    let labels: Field?
    let examples: Field?
    /// Those that stand in the entry and in no sense.
    let entryExamples: Field?
    /// On a sense; or on the entry or around it.
    let synonyms: Field?
    let antonyms: Field?
    /// What a piece that is no term begins with.
    let notTerms: [String]
    /// Words that may stand between two marks at the head of a sense: "and".
    let joiningWords: Set<String>
    /// Words that join two terms as a comma does.
    let termJoiningWords: [String]

    enum Lack: Sendable {
        case never, always
        /// Where something in the entry says so.
        case ifThereIs(Selector)
    }

    /// The senses of phrases with the word, each below the phrase's heading.
    struct Phrases: Sendable {
        let sense: Selector
        let heading: Selector
    }

    struct Sound: Sendable {
        let field: Field
        let notation: Pronunciation.Notation
        /// Whether only what stands between slashes or brackets is a transcription.
        let isEnclosed: Bool
    }
}

extension SelectorsSettings {
    /// Reads them; nil where one that is needed is missing or wrong.
    init?(_ settings: ManifestSection) {
        let entry = settings.requiredExtent("entry")
        let sense = settings.requiredExtent("sense")
        repeatCells = settings.selector("repeat_cells")
        strip = settings.selector("strip")
        headword = settings.field("headword")
        headwordMayLack = settings.flag("headword_may_lack") ?? (headword == nil)
        partOfSpeech = settings.field("part_of_speech")
        head = settings.field("head")
        let kind = settings.value("sense_part_of_speech").flatMap { $0.mapping == nil ? nil : $0 }
        let holding = kind.flatMap { _ in settings.section("sense_part_of_speech") }
        sensePartOfSpeechHolds = holding?.flag("holds") ?? false
        sensePartOfSpeech = holding.map { $0.ownField() } ?? settings.field("sense_part_of_speech")
        holding?.finish()
        if settings.value("sense_part_of_speech") != nil, settings.value("parts_of_speech") == nil {
            settings.missing("parts_of_speech", expected: "the site's names and what they mean")
        }
        partsOfSpeech = settings.partsOfSpeech("parts_of_speech", of: "part_of_speech")
        pronunciations = settings.sections("pronunciations").compactMap(Sound.init)
        sensesMayLack = settings.lack("senses_may_lack")
        phrases = settings.section("phrases").flatMap(Phrases.init)
        sensesStandOnce = settings.flag("senses_stand_once") ?? false
        definition = settings.field("definition")
        definitionOtherwise = settings.field("definition_otherwise")
        labels = settings.field("labels")
        examples = settings.field("examples")
        entryExamples = settings.field("entry_examples")
        synonyms = settings.field("synonyms")
        antonyms = settings.field("antonyms")
        notTerms = settings.texts("not_terms")
        joiningWords = Set(settings.texts("joining_words"))
        termJoiningWords = settings.texts("term_joining_words")
        marks = settings.numberMarks("marks", joiningWords: joiningWords)
        guard let entry, let sense else { return nil }
        self.entry = entry
        self.sense = sense
    }
}

extension SelectorsSettings {
    /// Whether what stands in no sense may be for some of them.
    var namesSenses: Bool { [synonyms, antonyms, entryExamples].contains { $0.map { !$0.marks.isEmpty } ?? false } }

    /// The synonyms or antonyms of running texts.
    func terms(_ texts: [String]) -> [String] {
        texts.flatMap { terms(in: $0) }.unique
    }

    func terms(in text: String) -> [String] {
        TermList.terms(in: text, ignoring: notTerms, joinedBy: termJoiningWords)
    }
}

extension SelectorsSettings {
    /// Whether `entry`, which has no sense, is one all the same.
    func mayLackSenses(_ entry: Node) -> Bool {
        switch sensesMayLack {
        case .never: false
        case .always: true
        case .ifThereIs(let selector): entry.first(selector) != nil
        }
    }
}

extension ManifestSection {
    /// True, false, or a selector.
    fileprivate func lack(_ key: String) -> SelectorsSettings.Lack {
        guard let node = value(key) else { return .never }
        if node.scalar?.style == .plain, ["true", "false"].contains(node.string) {
            return flag(key) == true ? .always : .never
        }
        return selector(key).map { .ifThereIs($0) } ?? .never
    }
}

extension SelectorsSettings.Phrases {
    fileprivate init?(_ settings: ManifestSection) {
        let sense = settings.requiredSelector("sense")
        let heading = settings.requiredSelector("heading")
        settings.finish()
        guard let sense, let heading else { return nil }
        self.sense = sense
        self.heading = heading
    }
}

extension SelectorsSettings.Sound {
    fileprivate init?(_ settings: ManifestSection) {
        let field = settings.ownField()
        notation = settings.choice("notation", of: Pronunciation.Notation.self) ?? .ipa
        isEnclosed = settings.flag("enclosed") ?? false
        settings.finish()
        guard let field else { return nil }
        self.field = field
    }
}
