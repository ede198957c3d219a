import Lexicon
import Markup

/// Texts that name the parts of speech of a section's entries, where those stand under other headings than the senses.
struct KindTexts {
    /// What such a text says of the entries behind it.
    struct Kind {
        var partOfSpeech: PartOfSpeech?
        var label: String?
        /// The paragraph with the headword beside it.
        var headline: Node?
    }

    /// By the place of a part, what the last such part before it says.
    private var kinds: [Int: Kind] = [:]

    init(_ section: Section, _ settings: OrderedListSettings, _ edition: Edition) {
        guard let named = settings.kindInText else { return }
        let texts = Set(section.document.select(named.select))
        var last: Kind?
        for (place, part) in section.parts.enumerated() {
            if named.headings.contains(part.title) {
                last = Self.kind(in: part, texts, edition, headword: settings.headword)
            } else if let last {
                kinds[place] = last
            }
        }
    }

    /// Nil where nothing before the part at `place` says anything.
    func kind(at place: Int) -> Kind? { kinds[place] }

    private static func kind(in part: SectionPart, _ texts: Set<Node>, _ edition: Edition, headword: Selector?) -> Kind
    {
        let headline = headword.flatMap { headword in
            part.blocks.first { $0.isElement("p") && $0.first(headword) != nil }
        }
        for block in part.blocks {
            // What is selected may be a block itself, or stand in one.
            let named = texts.contains(block) ? [block] : block.descendants.filter(texts.contains)
            for text in named.lazy.map(\.text) {
                guard let kind = edition.partsOfSpeech[text] else { continue }
                let label = text.prefix { !",.;(".contains($0) }.split(separator: " ").joined(separator: " ")
                    .trimmingHead()
                return Kind(partOfSpeech: kind, label: label, headline: headline)
            }
        }
        return Kind(headline: headline)
    }
}
