import Markup

/// What stands under one heading for an entry, up to the next headline that has senses of its own.
struct EntryBlocks {
    /// The paragraph with the headword.
    private(set) var headline: Node?
    /// The lists of senses.
    private(set) var lists: [Node] = []
    /// What stands before them, the headline included.
    private(set) var before: [Node] = []
    /// What stands behind the first, and is none.
    private(set) var behind: [Node] = []
    /// What goes on with the last sense goes into this. Looked for once a list, not once for all that goes on.
    private var lastItem: Node?

    /// The entries under the heading of `part`: one, or one for each headline where that is asked for.
    ///
    /// - Parameter lists: The lists of senses of the whole section; nil for ordered lists.
    static func entries(
        of part: SectionPart, _ settings: OrderedListSettings, lists: Set<Node>?, in document: Document
    ) -> [EntryBlocks] {
        var entries: [EntryBlocks] = []
        var open = EntryBlocks()
        for block in part.blocks {
            let isHeadline =
                settings.headline.map(block.matches)
                ?? (block.isElement("p") && settings.headword.map { block.first($0) != nil } ?? false)
            if isHeadline, settings.isEntryPerHeadline, !open.lists.isEmpty {
                entries.append(open)
                open = EntryBlocks()
            }
            if isHeadline, open.headline == nil { open.headline = block }
            if lists?.contains(block) ?? (block.isElement("ol") && !block.hasClass("references")) {
                open.lists.append(block)
                open.lastItem = block.lastItem
            } else if settings.senses.goOn, block.isList, let item = open.lastItem {
                document.move(block, into: item)
                if block.isElement("ol"), let last = block.lastItem { open.lastItem = last }
            } else if open.lists.isEmpty {
                open.before.append(block)
            } else {
                open.behind.append(block)
            }
        }
        entries.append(open)
        return entries.map { $0.lists.isEmpty ? $0.unwrapped : $0 }
    }

    /// With the first list that something is wrapped around as the list of senses.
    private var unwrapped: EntryBlocks {
        for (place, block) in before.enumerated() {
            guard let list = block.first(Self.wrapped) else { continue }
            var entry = self
            entry.lists = [list]
            entry.before = Array(before[..<place])
            entry.behind = Array(before[(place + 1)...])
            return entry
        }
        return self
    }

    /// What stands in the place of senses where there is no list of them: behind the headline, the items of another list, or
    /// a paragraph.
    var glosses: [Node] {
        guard lists.isEmpty, let place = headline.flatMap({ before.firstIndex(of: $0) }) else { return [] }
        let block = before[(place + 1)...].first { $0.isList || $0.isElement("p") && !$0.text.isEmpty }
        guard let block, block.isList else { return block.map { [$0] } ?? [] }
        return block.elements.filter { $0.isElement("li") || $0.isElement("dd") }
    }

    private static let wrapped = Selector.known("div > ol:not(.references)")
}

extension Node {
    /// The item that a list ends with, as deep in it as there is one.
    fileprivate var lastItem: Node? {
        var list: Node? = self
        var last: Node?
        while let current = list, let item = current.elements.reversed().first(where: { $0.isElement("li") }) {
            last = item
            list = item.elements.reversed().first { $0.isElement("ol") }
        }
        return last
    }
}
