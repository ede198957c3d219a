import Markup

/// What an edition marks the parts of its entries with, for the layout of captioned blocks.
struct CaptionedBlockSettings: Sendable {
    let form: CaptionedBlocks.Form
    let captions: Captions
    /// In the text that begins an entry, the headword of that entry alone.
    let ownHeadword: Selector?
    /// What a line of pronunciations begins with: "IPA".
    let spokenLine: String
    let spoken: Selector?
    /// What the line of an inflected form says of its word: "Substantivs" is a noun.
    let inflectedKinds: PartOfSpeechMap
    let labels: Selector?
    let bareLabels: Selector?
    let examples: TextEdits

    /// The titles of the captions, which stay the same where their texts differ.
    struct Captions: Sendable {
        let senses: String
        let pronunciations: Set<String>
        let examples: Set<String>
        let synonyms: Set<String>
        let antonyms: Set<String>
        /// What an inflected form has instead of senses.
        let inflection: Set<String>
    }

    /// Reads them. Every fault is noted on `settings`.
    init(_ settings: ManifestSection) {
        if settings.value("captions") == nil { settings.missing("captions", expected: "the titles of the captions") }
        let titles = settings.section("captions")
        var form = CaptionedBlocks.Form()
        if let select = titles?.selector("select") { form.select = select }
        if let attribute = titles?.text("attribute") { form.attribute = attribute }
        captions = Captions(
            senses: titles?.requiredText("senses", expected: "the title of the senses' caption") ?? "",
            pronunciations: Set(titles?.texts("pronunciations") ?? []), examples: Set(titles?.texts("examples") ?? []),
            synonyms: Set(titles?.texts("synonyms") ?? []), antonyms: Set(titles?.texts("antonyms") ?? []),
            inflection: Set(titles?.texts("inflection") ?? []))
        titles?.finish()
        let kind = settings.section("part_of_speech")
        form.kind = kind?.requiredSelector("select")
        ownHeadword = kind?.selector("headword")
        kind?.finish()
        self.form = form
        let sounds = settings.section("pronunciations")
        spokenLine = sounds?.text("line") ?? ""
        spoken = sounds?.requiredSelector("select")
        sounds?.finish()
        inflectedKinds = settings.partsOfSpeech("inflected_parts_of_speech") ?? PartOfSpeechMap([:])
        labels = settings.selector("labels")
        bareLabels = settings.selector("bare_labels")
        let examples = settings.section("examples")
        self.examples = examples.map(TextEdits.init) ?? .none
        examples?.finish()
    }
}
