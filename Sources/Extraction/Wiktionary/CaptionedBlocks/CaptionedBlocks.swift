import Markup

/// The blocks under one heading: each a caption with what stands below it.
struct CaptionedBlocks {
    /// What stands below a caption.
    enum Item {
        /// An item of a list.
        case line(Node)
        /// A text that begins an entry, by naming its part of speech.
        case kind(Node)
    }

    /// What captions are, and which of their attributes names what they are for.
    struct Form: Sendable {
        var select = Selector.known("p[title]")
        var attribute = "title"
        /// What begins an entry among the senses.
        var kind: Selector?
    }

    private var blocks: [(title: String, items: [Item])] = []

    init(_ part: SectionPart, form: Form, captions: Set<Node>, kinds: Set<Node>) {
        for block in part.blocks {
            if captions.contains(block) {
                blocks.append((block[form.attribute] ?? "", []))
            } else if kinds.contains(block) {
                add(.kind(block))
            } else if block.isList {
                for item in block.elements {
                    if let caption = Self.caption(in: item, captions) {
                        blocks.append((caption[form.attribute] ?? "", []))
                    } else {
                        add(.line(item))
                    }
                }
            } else if let kind = block.elements.first(where: kinds.contains) {
                add(.kind(kind))
            }
        }
    }

    /// In a list, captions are its terms, or stand in them.
    private static func caption(in item: Node, _ captions: Set<Node>) -> Node? {
        guard item.isElement("dt") || captions.contains(item) else { return nil }
        return captions.contains(item) ? item : item.elements.first(where: captions.contains)
    }

    private mutating func add(_ item: Item) {
        if !blocks.isEmpty { blocks[blocks.count - 1].items.append(item) }
    }

    /// What stands under captions with these titles, in page order.
    func items(_ titles: Set<String>) -> [Item] {
        blocks.filter { titles.contains($0.title) }.flatMap(\.items)
    }

    func lines(_ titles: Set<String>) -> [Node] {
        items(titles).compactMap { if case .line(let node) = $0 { node } else { nil } }
    }
}
