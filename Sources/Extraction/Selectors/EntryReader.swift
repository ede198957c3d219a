import Lexicon
import Markup

/// Reads the entries of one page, one after the other.
struct EntryReader {
    private let settings: SelectorsSettings
    private let word: String
    private let budget: ReadingBudget
    /// The senses of the page, where they are runs of siblings.
    private let senseRuns: Set<Node>?
    private var headword: Surroundings?
    private var pronunciations: [(around: Surroundings, notation: Pronunciation.Notation)]
    private var synonyms: Surroundings?
    private var antonyms: Surroundings?

    /// - Parameter entries: All of the page; none is inside another.
    init(settings: SelectorsSettings, entries: [Node], senseRuns: Set<Node>?, page: PageContent) {
        self.settings = settings
        self.senseRuns = senseRuns
        word = page.word
        budget = page.budget
        let all = Set(entries)
        headword = settings.headword.map { Surroundings($0, entries: all, budget: page.budget) }
        pronunciations = settings.pronunciations.map { sound in
            let texts = Surroundings(sound.field, entries: all, budget: page.budget) { texts in
                (sound.isEnclosed
                    ? texts.flatMap(Transcription.enclosed) : texts).map(Transcription.withoutBrackets)
                    .filter { !$0.isEmpty }.unique
            }
            return (texts, sound.notation)
        }
        synonyms = settings.synonyms.map {
            Surroundings($0, entries: all, budget: page.budget, making: settings.terms)
        }
        antonyms = settings.antonyms.map {
            Surroundings($0, entries: all, budget: page.budget, making: settings.terms)
        }
    }

    /// One entry, or one for each part of speech where that stands with the senses.
    mutating func entries(of node: Node) throws -> [Entry] {
        try budget.checkTime()
        let found = try headword?.texts(of: node).first
        guard let headword = found ?? (settings.headwordMayLack ? word : nil) else { return [] }
        let tree = SenseTree(settings: settings, entry: node, runs: senseRuns, budget: budget)
        let read = try tree.senses()
        guard !read.isEmpty || settings.mayLackSenses(node) else { return [] }
        var senses = MarkedSenses(numbering: read.map(\.sense), isAsked: settings.namesSenses)
        if let field = settings.entryExamples {
            try senses.joinExamples(tree.texts(field), marks: field.marks, budget) { $0.isBlankMark ? [] : [$0] }
        }
        let label = tree.texts(settings.partOfSpeech).first
        let template = Entry(
            headword: headword, pronunciations: try pronunciations(of: node),
            synonyms: try terms(&synonyms, settings.synonyms, of: tree, around: node, &senses) { $0.synonyms += $1 },
            antonyms: try terms(&antonyms, settings.antonyms, of: tree, around: node, &senses) { $0.antonyms += $1 })
        let joined = zip(senses.senses, read).map { (sense: $0, partOfSpeech: $1.partOfSpeech) }
        let groups = joined.isEmpty ? [(nil, [])] : SenseGroups.grouped(joined) { settings.partsOfSpeech[$0] }
        return try groups.map { named, senses in
            var entry = template
            entry.partOfSpeechLabel = label ?? named
            entry.partOfSpeech = entry.partOfSpeechLabel.flatMap { settings.partsOfSpeech[$0] }
            entry.senses = senses
            try budget.addEntry(
                texts: entry.pronunciations.count + entry.synonyms.count + entry.antonyms.count)
            return entry
        }
    }

    private mutating func pronunciations(of node: Node) throws -> [Pronunciation] {
        try pronunciations.indices.flatMap { place in
            try pronunciations[place].around.texts(of: node).map {
                Pronunciation(text: $0, notation: pronunciations[place].notation)
            }
        }
    }

    /// Those that stand in the entry and in none of its senses, but for those that name a sense, which are joined to it;
    /// where the entry has none at all, those around it.
    private func terms(
        _ surroundings: inout Surroundings?, _ field: Field?, of tree: SenseTree, around node: Node,
        _ senses: inout MarkedSenses, _ add: (inout Sense, [String]) -> Void
    ) throws -> [String] {
        guard let field else { return [] }
        guard !field.texts(in: node, budget).isEmpty else { return try surroundings?.texts(around: node) ?? [] }
        return try senses.joinTerms(
            tree.texts(field), marks: field.marks, budget, terms: { settings.terms(in: $0) }, add)
    }
}
