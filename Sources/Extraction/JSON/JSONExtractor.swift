import Lexicon
import Markup

/// Reads answers in JSON by the key paths of a manifest: for sites with an interface for programs.
struct JSONExtractor: Extractor {
    static let name = "json"

    private typealias Path = [String]

    private struct Sound: Sendable {
        let path: Path
        let notation: Pronunciation.Notation
    }

    private let entries: Path
    private let headword: Path?
    private let pronunciations: [Sound]
    private let senses: Path
    private let definition: Path
    /// In the sense: an entry is made for each.
    private let partOfSpeech: Path?
    private let partsOfSpeech: PartOfSpeechMap
    private let labels: Path?
    private let examples: Path?
    private let synonyms: Path?
    private let antonyms: Path?
    /// Characters that are marks and no text.
    private let strip: Set<Character>

    init?(settings: ManifestSection) {
        let entries = settings.requiredKeyPath("entries")
        let senses = settings.requiredKeyPath("senses")
        let definition = settings.requiredKeyPath("definition")
        headword = settings.keyPath("headword")
        pronunciations = settings.sections("pronunciations").compactMap { sound in
            defer { sound.finish() }
            let notation = sound.choice("notation", of: Pronunciation.Notation.self) ?? .ipa
            return sound.requiredKeyPath("path").map { Sound(path: $0, notation: notation) }
        }
        partOfSpeech = settings.keyPath("part_of_speech")
        partsOfSpeech = settings.partsOfSpeech("parts_of_speech", of: "part_of_speech")
        labels = settings.keyPath("labels")
        examples = settings.keyPath("examples")
        synonyms = settings.keyPath("synonyms")
        antonyms = settings.keyPath("antonyms")
        strip = Set(settings.texts("strip").joined())
        guard let entries, let senses, let definition else { return nil }
        self.entries = entries
        self.senses = senses
        self.definition = definition
    }

    func extract(_ page: PageContent) throws -> Findings {
        guard let answer = JSONValue(page.utf8) else { return .nothing("The answer is no JSON.") }
        try page.budget.checkTime()
        let word = headword.flatMap { texts(answer, at: $0).first } ?? page.word
        let found = try answer.values(at: entries).flatMap { try entries(of: $0, headword: word, page.budget) }
        // Repeated entries differ only in their white space.
        var seen: Set<Entry> = []
        let distinct = found.filter { seen.insert($0).inserted }
        return distinct.isEmpty
            ? .nothing("No sense stands at \(entries.joined(separator: ".")), \(senses.joined(separator: ".")).")
            : .entries(distinct)
    }

    func probes(of page: PageContent) -> [Probe] {
        guard let answer = JSONValue(page.utf8) else { return [] }
        let inEntry = entries + senses
        let paths: [(String, Path?)] = [
            ("entries", entries), ("headword", headword), ("senses", inEntry), ("definition", inEntry + definition),
            ("part_of_speech", partOfSpeech.map { inEntry + $0 }), ("labels", labels.map { inEntry + $0 }),
            ("examples", examples.map { inEntry + $0 }), ("synonyms", synonyms.map { inEntry + $0 }),
            ("antonyms", antonyms.map { inEntry + $0 }),
        ]
        let spoken = pronunciations.map { ("pronunciations", entries + $0.path) }
        return (paths + spoken).compactMap { key, path in
            guard let path else { return nil }
            let values = answer.values(at: path)
            return Probe(
                key: key, pattern: path.joined(separator: "."), matches: values.count,
                sample: values.lazy.compactMap(\.string).first.map(readable))
        }
    }

    private func entries(of value: JSONValue, headword: String, _ budget: ReadingBudget) throws -> [Entry] {
        let spoken = pronunciations.flatMap { sound in
            texts(value, at: sound.path).map { Pronunciation(text: $0, notation: sound.notation) }
        }
        let read = try value.values(at: senses).compactMap { sense in
            try self.sense(of: sense, budget).map { ($0, partOfSpeech.flatMap { texts(sense, at: $0).first }) }
        }
        if read.isEmpty, value.hasEmptyList(at: senses) {
            // The answer knows the word, and says that it has nothing on it.
            return [Entry(headword: headword, pronunciations: spoken)]
        }
        return try SenseGroups.grouped(read) { partsOfSpeech[$0] }.map { label, senses in
            try budget.addEntry(texts: spoken.count)
            return Entry(
                headword: headword, partOfSpeech: label.flatMap { partsOfSpeech[$0] }, partOfSpeechLabel: label,
                pronunciations: spoken, senses: senses)
        }
    }

    private func sense(of value: JSONValue, _ budget: ReadingBudget) throws -> Sense? {
        try budget.addSense(depth: 1)
        guard let text = texts(value, at: definition).first else { return nil }
        func terms(_ path: Path?) -> [String] { texts(value, at: path).flatMap { TermList.terms(in: $0) }.unique }
        let sense = Sense(
            definition: text, labels: texts(value, at: labels), examples: texts(value, at: examples),
            synonyms: terms(synonyms), antonyms: terms(antonyms))
        try budget.add(texts: sense.ownTexts)
        return sense
    }

    private func texts(_ value: JSONValue, at path: Path?) -> [String] {
        guard let path else { return [] }
        return value.values(at: path).compactMap(\.string).map(readable).filter { !$0.isEmpty }
    }

    /// A text as a reader sees it: without marks and mark-up, white space folded.
    private func readable(_ text: String) -> String {
        let bare = text.filter { !strip.contains($0) }
        return (try? Document(html: Array(bare.utf8)))?.root?.text ?? ""
    }
}

extension ManifestSection {
    /// Keys joined by dots, `a.b`; a dot alone is the value itself.
    fileprivate func keyPath(_ key: String) -> [String]? {
        text(key)?.split(separator: ".").map(String.init)
    }

    fileprivate func requiredKeyPath(_ key: String) -> [String]? {
        if value(key) == nil { missing(key, expected: "a key path, such as a.b") }
        return keyPath(key)
    }
}
