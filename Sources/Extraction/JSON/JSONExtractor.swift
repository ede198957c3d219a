import Lexicon
import Markup

/// Reads answers in JSON by the key paths of a manifest: for sites with an interface for programs.
struct JSONExtractor: Extractor {
    static let name = "json"

    private struct Sound: Sendable {
        let field: JSONField
        let notation: Pronunciation.Notation
    }

    private let entries: JSONPath
    /// In the entry or around it.
    private let headword: JSONField?
    private let pronunciations: [Sound]
    private let senses: JSONPath
    /// From a sense to those in it.
    private let subSenses: JSONPath?
    private let definition: JSONField
    /// From the sense: an entry is made for each.
    private let partOfSpeech: JSONField?
    /// Whether a sense without one has that of the sense before.
    private let partOfSpeechHolds: Bool
    private let partsOfSpeech: PartOfSpeechMap
    private let labels: JSONField?
    private let examples: JSONField?
    private let synonyms: JSONField?
    private let antonyms: JSONField?
    /// Those of the whole entry.
    private let entrySynonyms: JSONField?
    private let entryAntonyms: JSONField?
    private let notTerms: [String]
    /// Characters that are marks and no text.
    private let strip: Set<Character>

    init?(settings: ManifestSection) {
        let entries = settings.requiredKeyPath("entries")
        let senses = settings.requiredKeyPath("senses")
        if settings.value("definition") == nil { settings.missing("definition", expected: "a key path, such as a.b") }
        let definition = settings.jsonField("definition")
        headword = settings.jsonField("headword")
        pronunciations = settings.sections("pronunciations").compactMap { sound in
            defer { sound.finish() }
            let notation = sound.choice("notation", of: Pronunciation.Notation.self) ?? .ipa
            return JSONField(sound).map { Sound(field: $0, notation: notation) }
        }
        subSenses = settings.keyPath("sub_senses")
        if let subSenses, !subSenses.leadsFurther {
            settings.fault(
                "sub_senses", "\(subSenses) leads back to the sense itself: expected a way to those below it")
        }
        partOfSpeech = settings.jsonField("part_of_speech")
        partOfSpeechHolds = settings.flag("part_of_speech_holds") ?? false
        partsOfSpeech = settings.partsOfSpeech("parts_of_speech", of: "part_of_speech")
        labels = settings.jsonField("labels")
        examples = settings.jsonField("examples")
        synonyms = settings.jsonField("synonyms")
        antonyms = settings.jsonField("antonyms")
        entrySynonyms = settings.jsonField("entry_synonyms")
        entryAntonyms = settings.jsonField("entry_antonyms")
        notTerms = settings.texts("not_terms")
        strip = Set(settings.texts("strip").joined())
        guard let entries, let senses, let definition else { return nil }
        self.entries = entries
        self.senses = senses
        self.definition = definition
    }

    func extract(_ page: PageContent) throws -> Findings {
        guard let answer = try page.json() else { return .nothing("The answer is no JSON.") }
        try page.budget.checkTime()
        let found = try entries.places(from: JSONPlace(answer)).flatMap { try entries(of: $0, page) }
        // Repeated entries differ only in their white space.
        let distinct = found.unique
        return distinct.isEmpty
            ? .nothing("No sense stands at \(entries), \(senses).") : .entries(distinct)
    }

    func probes(of page: PageContent) -> [Probe] {
        guard let answer = try? page.json() else { return [] }
        let found = entries.places(from: JSONPlace(answer))
        let inside = found.flatMap { senses.places(from: $0) }
        var probes = [Probe("entries", [entries], at: [JSONPlace(answer)]), Probe("senses", [senses], at: found)]
        func add(_ key: String, _ field: JSONField?, at places: [JSONPlace], around: Bool = false) {
            guard let field else { return }
            let texts = try? places.flatMap {
                try around
                    ? field.texts(around: $0, without: strip, page.budget)
                    : field.texts(at: $0, without: strip, page.budget)
            }
            probes.append(Probe(key, field.paths, texts ?? []))
        }
        add("headword", headword, at: found, around: true)
        for sound in pronunciations { add("pronunciations", sound.field, at: found, around: true) }
        for (key, field) in [
            ("definition", definition), ("part_of_speech", partOfSpeech), ("labels", labels), ("examples", examples),
            ("synonyms", synonyms), ("antonyms", antonyms),
        ] {
            add(key, field, at: inside)
        }
        add("entry_synonyms", entrySynonyms, at: found)
        add("entry_antonyms", entryAntonyms, at: found)
        return probes
    }

    private func entries(of place: JSONPlace, _ page: PageContent) throws -> [Entry] {
        // What stands around an entry is read for each, also of those that turn out to have no sense.
        try page.budget.checkTime()
        let word = try headword?.texts(around: place, without: strip, page.budget).first ?? page.word
        let spoken = try pronunciations.flatMap { sound in
            try sound.field.texts(around: place, without: strip, page.budget)
                .flatMap { sound.notation == .ipa ? Transcription.all(in: $0) : [$0] }.unique
                .map { Pronunciation(text: $0, notation: sound.notation) }
        }
        var read: [(sense: Sense, partOfSpeech: String?)] = []
        for sense in senses.places(from: place) {
            guard let found = try self.sense(of: sense, depth: 1, page.budget) else { continue }
            let named = try partOfSpeech?.texts(at: sense, without: strip, page.budget).first
            read.append((found, named ?? (partOfSpeechHolds ? read.last?.partOfSpeech : nil)))
        }
        if read.isEmpty, senses.leadsToNothing(from: place) {
            // The answer knows the word, and says that it has nothing on it.
            return [Entry(headword: word, pronunciations: spoken)]
        }
        let synonyms = try terms(entrySynonyms, at: place, page.budget)
        let antonyms = try terms(entryAntonyms, at: place, page.budget)
        return try SenseGroups.grouped(read) { partsOfSpeech[$0] }.map { label, senses in
            try page.budget.addEntry(texts: spoken.count + synonyms.count + antonyms.count)
            return Entry(
                headword: word, partOfSpeech: label.flatMap { partsOfSpeech[$0] }, partOfSpeechLabel: label,
                pronunciations: spoken, senses: senses, synonyms: synonyms, antonyms: antonyms)
        }
    }

    private func sense(of place: JSONPlace, depth: Int, _ budget: ReadingBudget) throws -> Sense? {
        try budget.addSense(depth: depth)
        let inside = try (subSenses?.places(from: place) ?? []).compactMap {
            try sense(of: $0, depth: depth + 1, budget)
        }
        let text = try definition.texts(at: place, without: strip, budget).first ?? ""
        guard !text.isBlankMark || !inside.isEmpty else { return nil }
        let made = Sense(
            definition: text, labels: try texts(labels, at: place, budget),
            examples: try texts(examples, at: place, budget), synonyms: try terms(synonyms, at: place, budget),
            antonyms: try terms(antonyms, at: place, budget), senses: inside)
        try budget.add(texts: made.ownTexts)
        return made
    }

    private func terms(
        _ field: JSONField?, at place: JSONPlace, _ budget: ReadingBudget
    ) throws(ReadingExcess) -> [String] {
        try texts(field, at: place, budget).flatMap { TermList.terms(in: $0, ignoring: notTerms) }.unique
    }

    private func texts(
        _ field: JSONField?, at place: JSONPlace, _ budget: ReadingBudget
    ) throws(ReadingExcess) -> [String] {
        try field?.texts(at: place, without: strip, budget) ?? []
    }
}

extension Probe {
    fileprivate init(_ key: String, _ paths: [JSONPath], _ texts: [String]) {
        self.init(
            key: key, pattern: paths.map(\.description).joined(separator: ", "), matches: texts.count,
            sample: texts.first)
    }

    fileprivate init(_ key: String, _ paths: [JSONPath], at places: [JSONPlace]) {
        let found = places.flatMap { place in paths.flatMap { $0.places(from: place) } }
        self.init(
            key: key, pattern: paths.map(\.description).joined(separator: ", "), matches: found.count,
            sample: found.lazy.compactMap(\.value.text).first)
    }
}
