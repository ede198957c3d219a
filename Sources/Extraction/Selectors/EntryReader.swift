import Lexicon
import Markup

/// Reads the entries of one page, one after the other.
struct EntryReader {
    private let settings: SelectorsSettings
    private let word: String
    private let budget: ReadingBudget
    private var headword: Surroundings?
    private var pronunciations: [(around: Surroundings, notation: Pronunciation.Notation)]
    private var synonyms: Surroundings?
    private var antonyms: Surroundings?

    /// - Parameter entries: All of the page; none is inside another.
    init(settings: SelectorsSettings, entries: [Node], page: PageContent) {
        self.settings = settings
        word = page.word
        budget = page.budget
        let all = Set(entries)
        headword = settings.headword.map { Surroundings($0, entries: all, budget: page.budget) }
        pronunciations = settings.pronunciations.map { sound in
            let texts = Surroundings(sound.field, entries: all, budget: page.budget) { texts in
                texts.map(Transcription.withoutBrackets).filter { !$0.isEmpty }.unique
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
        guard let headword = try headword?.texts(of: node).first ?? (settings.headword == nil ? word : nil) else {
            return []
        }
        let tree = SenseTree(settings: settings, entry: node, budget: budget)
        let senses = try tree.senses()
        guard !senses.isEmpty || settings.mayLackSenses(node) else { return [] }
        let label = tree.texts(settings.partOfSpeech).first
        let template = Entry(
            headword: headword, pronunciations: try pronunciations(of: node),
            synonyms: try terms(&synonyms, settings.synonyms, of: tree, around: node),
            antonyms: try terms(&antonyms, settings.antonyms, of: tree, around: node))
        let groups = senses.isEmpty ? [(nil, [])] : SenseGroups.grouped(senses) { settings.partsOfSpeech[$0] }
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

    /// Those that stand in the entry and in none of its senses; where the entry has none at all, those around it.
    private func terms(
        _ surroundings: inout Surroundings?, _ field: Field?, of tree: SenseTree, around node: Node
    ) throws -> [String] {
        guard let field else { return [] }
        return field.texts(in: node).isEmpty
            ? try surroundings?.texts(around: node) ?? [] : settings.terms(tree.texts(field))
    }
}
