import Lexicon
import Markup

/// What a site marks the parts of its entries with.
struct SelectorsSettings: Sendable {
    /// What is no text of an entry, wherever it stands.
    let strip: Selector?
    /// One for each homograph or part of speech; an entry inside another is part of it.
    let entry: Selector
    /// In the entry or around it; the word that was asked where nothing is named.
    let headword: Field?
    /// In the entry.
    let partOfSpeech: Field?
    let partsOfSpeech: PartOfSpeechMap
    /// In the entry or around it.
    let pronunciations: [Sound]
    /// A sense inside another is its sub-sense.
    let sense: Selector
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
    /// On a sense; or on the entry or around it.
    let synonyms: Field?
    let antonyms: Field?
    /// What a piece that is no term begins with.
    let notTerms: [String]

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
    }
}

extension SelectorsSettings {
    /// Reads them; nil where one that is needed is missing or wrong.
    init?(_ settings: ManifestSection) {
        let entry = settings.requiredSelector("entry")
        let sense = settings.requiredSelector("sense")
        strip = settings.selector("strip")
        headword = settings.field("headword")
        partOfSpeech = settings.field("part_of_speech")
        head = settings.field("head")
        partsOfSpeech = settings.partsOfSpeech("parts_of_speech", of: "part_of_speech")
        pronunciations = settings.sections("pronunciations").compactMap(Sound.init)
        sensesMayLack = settings.lack("senses_may_lack")
        phrases = settings.section("phrases").flatMap(Phrases.init)
        sensesStandOnce = settings.flag("senses_stand_once") ?? false
        definition = settings.field("definition")
        definitionOtherwise = settings.field("definition_otherwise")
        labels = settings.field("labels")
        examples = settings.field("examples")
        synonyms = settings.field("synonyms")
        antonyms = settings.field("antonyms")
        notTerms = settings.texts("not_terms")
        guard let entry, let sense else { return nil }
        self.entry = entry
        self.sense = sense
    }
}

extension SelectorsSettings {
    /// The synonyms or antonyms of running texts.
    func terms(_ texts: [String]) -> [String] {
        texts.flatMap { TermList.terms(in: $0, ignoring: notTerms) }.unique
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
        settings.finish()
        guard let field else { return nil }
        self.field = field
    }
}
